// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;

/** The files of a directory on their way to the store. */
final class FolderFiles {

    private static final int MOST = 10_000;

    private FolderFiles() {}

    /** {@return the digests of all files by path, each under a folder, once they are stored} */
    static SortedMap<String, Digest> store(String folder, Path directory, BlobStore blobs) {
        if (!Files.isDirectory(directory)) {
            throw new NotFoundException("there is no directory " + directory + " to store");
        }
        SortedMap<String, Digest> digests = new TreeMap<>();
        for (Path file : list(directory)) {
            digests.put(pathOf(folder, directory.relativize(file)), store(file, blobs));
        }
        return digests;
    }

    /** A link may lead anywhere, to a password file as well: what is stored is what lies in the directory. */
    private static List<Path> list(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MOST) {
                throw new InvalidException(
                        directory + " holds more than " + MOST + " files; store an archive of them as one artifact");
            }
            for (Path file : files) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new InvalidException(file
                            + " is a symbolic link or no regular file; only files are stored. Remove it or copy its"
                            + " content");
                }
            }
            return files;
        } catch (IOException e) {
            throw new StorageException("could not read " + directory, e);
        }
    }

    private static String pathOf(String folder, Path relative) {
        StringBuilder path = new StringBuilder(folder);
        relative.forEach(segment -> path.append(path.isEmpty() ? "" : "/").append(segment));
        return new RelativePath(path.toString()).text();
    }

    private static Digest store(Path file, BlobStore blobs) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return blobs.put(in);
        } catch (IOException e) {
            throw new StorageException("could not read " + file, e);
        }
    }
}
