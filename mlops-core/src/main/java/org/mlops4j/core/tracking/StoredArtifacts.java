// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.mlops4j.core.content.NewFolder;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
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

    @Override
    public void copyTo(Path directory) {
        NewFolder.fill("the artifacts of run '" + run + "'", directory, part -> {
            for (Map.Entry<String, Digest> file : files.entrySet()) {
                NewFolder.write(part, file.getKey(), () -> blobs.open(file.getValue()));
            }
        });
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
