// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.registry.ModelPackage.Content;

/**
 * Files in a zip. They are stored as they are and all have the earliest time that a zip knows: so the same files give
 * the same bytes, whatever the release of the compressor.
 */
record ZipTarget(ZipOutputStream zip) implements BundleTarget {

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Lets a zip be filled beside the target, which then gets its name. */
    static void fill(Path target, Filling filling) throws IOException {
        if (Files.exists(target)) {
            throw new AlreadyExistsException(target + " is there; name a file that is not");
        }
        Path place = target.toAbsolutePath();
        Files.createDirectories(place.getParent());
        Path part = Files.createTempFile(place.getParent(), ".part-", ".zip");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(part)), StandardCharsets.UTF_8)) {
                filling.fill(new ZipTarget(zip));
            }
            Files.move(part, place);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void write(String path, Measure measure, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(measure.bytes());
        entry.setCrc(measure.crc());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        try (InputStream in = content.open()) {
            in.transferTo(zip);
        }
        zip.closeEntry();
    }

    /** Writes the files. */
    @FunctionalInterface
    interface Filling {
        void fill(BundleTarget target) throws IOException;
    }
}
