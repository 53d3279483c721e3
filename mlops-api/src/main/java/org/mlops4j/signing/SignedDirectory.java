// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;

/** Reads a directory as the format asks for: every regular file but what is ignored, and no symbolic links. */
public final class SignedDirectory {

    private static final Set<String> ALWAYS_IGNORED = Set.of(".git", ".gitignore", ".gitattributes", ".github");

    private SignedDirectory() {}

    /**
     * {@return the files of a directory} Reads every byte, as a stream.
     *
     * @param ignored paths relative to the directory, with slashes, that are left out with all below them, such as the
     *     file of the signature; Git's own files always are
     * @throws InvalidException if there is a symbolic link or something else that is no file, or no file at all
     * @throws StorageException if it cannot be read
     */
    public static SignedFiles read(Path directory, Set<String> ignored) {
        Set<String> out = new TreeSet<>(ALWAYS_IGNORED);
        out.addAll(ignored);
        SortedMap<String, Digest> files = new TreeMap<>();
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes) {
                    return out.contains(name(root, place)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path place, BasicFileAttributes attributes) throws IOException {
                    String name = name(root, place);
                    if (!out.contains(name)) {
                        requireRegular(place, attributes);
                        files.put(name, digest(place));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StorageException("could not read the model in " + directory, e);
        }
        return new SignedFiles(String.valueOf(root.getFileName()), files, new TreeSet<>(out));
    }

    private static String name(Path root, Path place) {
        return root.relativize(place).toString().replace(root.getFileSystem().getSeparator(), "/");
    }

    private static void requireRegular(Path place, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw new InvalidException(place + " is a symbolic link or no regular file; a signature covers files only."
                    + " Put the file itself there");
        }
    }

    private static Digest digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.of(in);
        }
    }
}
