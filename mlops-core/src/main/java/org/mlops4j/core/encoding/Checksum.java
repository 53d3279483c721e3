// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The checksum that every stored row carries. */
public final class Checksum {

    private Checksum() {}

    /** {@return the CRC-32C of some texts and whole numbers, which are kept apart by their lengths} */
    public static long of(Object... parts) {
        CRC32C crc = new CRC32C();
        for (Object part : parts) {
            if (part instanceof Number number) {
                crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number.longValue()));
            } else {
                byte[] utf8 = ((String) part).getBytes(StandardCharsets.UTF_8);
                crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
                crc.update(utf8);
            }
        }
        return crc.getValue();
    }
}
