// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.SortedMap;
import org.mlops4j.data.Digest;

/** The files that a run stored, as they were when this was asked for. Thread-safe. */
public interface RunArtifacts {

    /** {@return the digest of each file by its path, such as {@code plots/roc.png}} */
    SortedMap<String, Digest> files();

    /**
     * {@return the bytes of a file} The stream fails at its end if they are not those that were stored.
     *
     * @throws org.mlops4j.error.NotFoundException if the run has no such file
     */
    InputStream open(String path);

    /**
     * {@return the bytes of a file, verified}
     *
     * @throws org.mlops4j.error.NotFoundException if the run has no such file
     * @throws org.mlops4j.error.CorruptException if they are not those that were stored
     */
    byte[] read(String path);

    /**
     * Writes all files to a directory, verified: all of them or, if one fails, none.
     *
     * @param directory is not there yet, or is empty
     * @throws org.mlops4j.error.AlreadyExistsException if it has content
     * @throws org.mlops4j.error.CorruptException if a file is not what was stored
     */
    void copyTo(Path directory);
}
