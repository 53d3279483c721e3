// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.bundle;

import java.nio.file.Path;
import org.mlops4j.registry.ModelVersion;

/**
 * Takes runs and versions from one store to another, as a directory or a zip.
 *
 * <p>A bundle holds files that anybody can read: {@code bundle.json} lists every other file with its size and SHA-256,
 * {@code run.json} and {@code version.json} tell what was logged and registered, {@code metrics/*.csv} has every point
 * to the bit, and artifacts and model files lie under their own names. The same run or version gives the same bytes
 * each time, from whatever store: what was imported and is exported again equals the bundle it came from.
 *
 * <p>Thread-safe. Nothing is held in memory as a whole but the list of files.
 */
public interface Bundles {

    /**
     * Writes a run that has ended, and the runs that it is a part of.
     *
     * @param run its id
     * @param target a directory that is not there yet or is empty, or a file that is not there yet and whose name ends
     *     with {@code .zip}; it gets its name when it is complete
     * @throws org.mlops4j.error.NotFoundException if there is no such run
     * @throws org.mlops4j.error.ConflictException if it goes on
     * @throws org.mlops4j.error.AlreadyExistsException if the target has content
     * @throws org.mlops4j.error.CorruptException if a file is not what was stored
     */
    void exportRun(String run, Path target);

    /**
     * Writes a version with its files and, if a run made it, that run as {@link #exportRun} does. Aliases, approvals
     * and signatures are of the store and do not go with it.
     *
     * @throws org.mlops4j.error.ConflictException if the run that made it goes on
     */
    void exportVersion(ModelVersion version, Path target);

    /**
     * Takes a bundle in. All of it is checked before anything is stored: that each file is listed, once, with the size
     * and the bytes that the list says. A run gets the next number of its experiment and a version that of its model;
     * they keep who made them, and when. What was taken in before, or is of this store, is left as it is, so the call
     * may be repeated: after a crash it goes on where it was.
     *
     * @param bundle a directory or a zip; symbolic links are refused
     * @param limits what is too much
     * @return what the store has of it now
     * @throws org.mlops4j.error.NotFoundException if there is no bundle
     * @throws org.mlops4j.error.InvalidException if it is not a bundle, exceeds a limit, or a file is not what the list
     *     says; the message names it, and nothing was stored
     */
    ImportedBundle importFrom(Path bundle, BundleLimits limits);

    /** Takes a bundle in as {@link #importFrom(Path, BundleLimits)} does, within {@link BundleLimits#DEFAULT}. */
    default ImportedBundle importFrom(Path bundle) {
        return importFrom(bundle, BundleLimits.DEFAULT);
    }
}
