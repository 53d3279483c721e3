// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelPackage;

/** Fills a directory in one step: it has all of its files or does not change. */
public final class NewFolder {

    private NewFolder() {}

    /**
     * Lets a directory be filled beside the target, which then gets its name.
     *
     * @param what what is written, for the message
     * @param target is not there yet, or is empty
     * @throws AlreadyExistsException if it has content
     * @throws StorageException if it cannot be written
     */
    public static void fill(String what, Path target, Filling filling) {
        Path place = target.toAbsolutePath();
        try {
            Files.createDirectories(place.getParent());
            Path part = Files.createTempDirectory(place.getParent(), ".part-");
            try {
                filling.fill(part);
                Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                remove(part);
            }
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw new AlreadyExistsException(target + " has content; name an empty directory or a new one", e);
        } catch (IOException e) {
            throw new StorageException("could not write " + what + " to " + target + ": " + e, e);
        }
    }

    /** Writes a file within a directory that is filled. */
    public static void write(Path directory, String path, ModelPackage.Content content) throws IOException {
        Path place = new RelativePath(path).under(directory);
        Files.createDirectories(place.getParent());
        try (InputStream in = content.open()) {
            Files.copy(in, place);
        }
    }

    private static void remove(Path part) throws IOException {
        if (Files.exists(part)) {
            List<Path> children;
            try (Stream<Path> walk = Files.walk(part)) {
                children = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path child : children) {
                Files.delete(child);
            }
        }
    }

    /** Writes the files. */
    @FunctionalInterface
    public interface Filling {

        /** Writes them into a directory that is there and empty. */
        void fill(Path directory) throws IOException;
    }
}
