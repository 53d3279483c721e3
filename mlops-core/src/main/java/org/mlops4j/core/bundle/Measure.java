// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.mlops4j.core.content.CountingStream;
import org.mlops4j.data.Digest;
import org.mlops4j.registry.ModelPackage.Content;

/**
 * What a zip and the index must know of a file before it is written.
 *
 * @param bytes the size
 * @param crc the CRC-32
 * @param digest the SHA-256
 */
record Measure(long bytes, long crc, Digest digest) {

    /** {@return the measure of bytes that are read once} */
    static Measure of(Content content) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = content.open();
                CheckedInputStream checked = new CheckedInputStream(in, crc);
                CountingStream counting = new CountingStream(checked)) {
            Digest digest = Digest.of(counting);
            return new Measure(counting.count(), crc.getValue(), digest);
        }
    }
}
