// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.tracking.RunArtifacts;

/**
 * Artifacts of a run in the blob store.
 *
 * @param run the id of the run
 * @param files the digests by path
 * @param blobs has the bytes
 */
record StoredArtifacts(String run, SortedMap<String, Digest> files, BlobStore blobs) implements RunArtifacts {

    @Override
    public InputStream open(String path) {
        return blobs.open(digest(path));
    }

    @Override
    public byte[] read(String path) {
        return blobs.readAll(digest(path));
    }

    /** The files are written beside the directory first, which then gets its name in one step. */
    @Override
    public void copyTo(Path directory) {
        Path target = directory.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            Path part = Files.createTempDirectory(target.getParent(), ".artifacts-");
            try {
                for (Map.Entry<String, Digest> file : files.entrySet()) {
                    write(new RelativePath(file.getKey()).under(part), file.getValue());
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                remove(part);
            }
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw new AlreadyExistsException(directory + " has content; name an empty directory or a new one", e);
        } catch (IOException e) {
            throw new StorageException("could not write the artifacts of run '" + run + "' to " + directory, e);
        }
    }

    private void write(Path place, Digest digest) throws IOException {
        Files.createDirectories(place.getParent());
        try (InputStream in = blobs.open(digest)) {
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

    private Digest digest(String path) {
        Digest digest = files.get(path);
        if (digest == null) {
            throw new NotFoundException("run '" + run + "' has no artifact '" + path + "'; it has "
                    + (files.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ", files.keySet().stream().limit(20).toList())));
        }
        return digest;
    }
}
