// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mlops4j.data.Digest;

/**
 * The digest of a class path, in its order. Of an archive it covers name, size and CRC-32 of each member as the
 * archive's directory lists them; of a folder, name and size of each file and the bytes of class files. So it tells
 * changed code from unchanged without reading whole archives, and is the same wherever the files lie.
 */
final class ClassPath {

    /** More files than this in one folder are not code; the folder counts by its number of files then. */
    private static final int MOST_FILES = 20_000;

    private ClassPath() {}

    static Digest digest(String classPath) {
        MessageDigest sha256 = Digest.sha256();
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path path = Path.of(entry);
            try {
                if (Files.isDirectory(path)) {
                    folder(sha256, path);
                } else {
                    archive(sha256, path);
                }
            } catch (IOException | UncheckedIOException e) {
                // A class path may name what is not there; the class loader passes over it too.
                feed(sha256, "unreadable", path.getFileName() + "", 0);
            }
        }
        return Digest.from(sha256);
    }

    private static void archive(MessageDigest sha256, Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            feed(sha256, "archive", path.getFileName() + "", zip.size());
            for (ZipEntry member : zip.stream().toList()) {
                feed(sha256, "member", member.getName(), member.getSize());
                feed(sha256, "crc", "", member.getCrc());
            }
        }
    }

    private static void folder(MessageDigest sha256, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1)
                    .sorted()
                    .toList();
        }
        feed(sha256, "folder", "", files.size());
        if (files.size() > MOST_FILES) {
            return;
        }
        for (Path file : files) {
            feed(sha256, "file", folder.relativize(file).toString(), Files.size(file));
            if (file.toString().endsWith(".class")) {
                sha256.update(Files.readAllBytes(file));
            }
        }
    }

    private static void feed(MessageDigest sha256, String kind, String name, long number) {
        byte[] utf8 = (kind + '\0' + name).getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        sha256.update(utf8);
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
