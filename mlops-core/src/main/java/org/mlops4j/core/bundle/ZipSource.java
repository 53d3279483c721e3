// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.error.InvalidException;

/** The entries of a zip. The sizes and checksums that it tells are not believed: what is read is counted and summed. */
record ZipSource(ZipFile zip, List<String> names, BundleLimits limits) implements BundleSource {

    /** Of smaller files the ratio says nothing. */
    private static final long SMALL = 1 << 20;

    static ZipSource open(Path file, BundleLimits limits) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new InvalidException("it is no zip, or not all of one: " + e.getMessage(), e);
        }
        try {
            CheckedBundle.requireFewer(zip.size(), limits);
            List<String> names = new ArrayList<>();
            zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
            return new ZipSource(zip, names, limits);
        } catch (RuntimeException e) {
            Closing.after(e, zip);
            throw e;
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new NoSuchFileException(name);
        }
        long most = Math.max(SMALL, saturated(entry.getCompressedSize(), limits.ratio()));
        CheckedInputStream unpacked = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        return new InputStream() {

            private long count;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = unpacked.read(target, offset, length);
                count += Math.max(read, 0);
                if (count > most) {
                    throw new ZipException("it unpacks to more than " + limits.ratio() + " times its size in the zip");
                }
                if (read < 0 && unpacked.getChecksum().getValue() != entry.getCrc()) {
                    throw new InvalidException("'" + name + "' has not the checksum, a CRC-32, that the zip says");
                }
                return read;
            }

            @Override
            public void close() throws IOException {
                unpacked.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static long saturated(long size, int ratio) {
        return size > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : size * ratio;
    }
}
