// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.OnlineStore.Entry;

/**
 * Entries as bytes: a checksum over the view, the key and all that follows (4 bytes), the order (8), whether it expires
 * (1), when, in nanoseconds (8), and the state in UTF-8. The scripts read the order and the expiry.
 */
final class EntryBytes {

    private static final int CHECKSUM = 4;
    private static final int HEADER = CHECKSUM + 8 + 1 + 8;

    private EntryBytes() {}

    static byte[] encode(String view, Entry entry) {
        byte[] state = entry.state().getBytes(UTF_8);
        Instant expires = entry.expires();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + state.length)
                .putInt(0)
                .putLong(entry.order())
                .put((byte) (expires == null ? 0 : 1))
                .putLong(expires == null ? 0 : Times.nanos(expires))
                .put(state);
        return bytes.putInt(0, checksum(view, entry.key(), bytes.array())).array();
    }

    /**
     * {@return the entry that was encoded}
     *
     * @param place where the bytes are, for the message
     * @throws CorruptException if a bit has changed
     */
    static Entry decode(String view, String key, byte[] bytes, String place) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || in.getInt() != checksum(view, key, bytes)) {
            throw new CorruptException("the state of '" + key + "' in view " + view + " in " + place
                    + " is damaged: its checksum does not fit. FeatureStore.rebuild makes the states of a view anew.");
        }
        long order = in.getLong();
        boolean expiring = in.get() != 0;
        long nanos = in.getLong();
        @Nullable Instant expires = expiring ? Times.instant(nanos) : null;
        return new Entry(key, order, new String(bytes, HEADER, bytes.length - HEADER, UTF_8), expires);
    }

    private static int checksum(String view, String key, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(view.getBytes(UTF_8));
        // Neither names nor keys hold a line feed, so both together are told apart.
        crc.update('\n');
        crc.update(key.getBytes(UTF_8));
        crc.update('\n');
        crc.update(bytes, CHECKSUM, bytes.length - CHECKSUM);
        return (int) crc.getValue();
    }
}
