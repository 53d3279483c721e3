// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.mlops4j.error.InvalidException;

/**
 * Where a join puts events when they are more than memory shall hold: into a file, which is gone when the join is done
 * or the process is. The disk needs room for the events of all labelled entities, 24 bytes each and 8 for every value
 * that features take of one.
 *
 * @param directory an existing directory
 * @param bytes how many bytes of events stay in memory, at least 1 MiB. Labels and features stay there besides
 */
public record Spill(Path directory, long bytes) {

    private static final long LEAST_BYTES = 1 << 20;
    private static final long DEFAULT_BYTES = 256L << 20;

    /** Checks the size. */
    public Spill {
        requireNonNull(directory, "directory");
        if (bytes < LEAST_BYTES) {
            throw new InvalidException("a join needs 1 MiB for events in memory at least, not " + bytes + " bytes");
        }
    }

    /** {@return spilling into a directory when events take more than 256 MiB} */
    public static Spill to(Path directory) {
        return new Spill(directory, DEFAULT_BYTES);
    }
}
