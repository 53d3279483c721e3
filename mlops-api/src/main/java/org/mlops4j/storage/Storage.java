// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;

/**
 * The care of the stores under a handle: verify, back up, move, and remove what nothing refers to. Thread-safe; all of
 * it works while the store is in use.
 */
public interface Storage {

    /** What a sweep may take away at the earliest: younger than this it may belong to an upload that goes on. */
    Duration DEFAULT_AGE = Duration.ofDays(1);

    /**
     * Reads everything: each document, point, event, state and blob against its checksum, the audit chain from its
     * first entry on, the seal of each run that has ended over its record and points, and that each file of a
     * registered version, each artifact of a run and each large output of a pipeline's stage is there. Costs one pass
     * over all bytes, and a second one over the points.
     *
     * @return what is damaged and where
     */
    Verification verify();

    /**
     * Finds the blobs that no document refers to: files of failed uploads and of what was deleted. Removes nothing, so
     * it is the dry run of {@link #sweep}. Blobs under a {@link #hold} are never found.
     *
     * <p>A blob counts as referred to if its digest is written in any document, of whatever kind, but for those of
     * deleted versions.
     *
     * @param age how long ago a blob must have been put at least, one hour or more; see {@link #DEFAULT_AGE}
     * @throws IllegalArgumentException if the age is less than an hour
     */
    SweepPlan planSweep(Duration age);

    /**
     * Removes the blobs of a plan, apart from those that a document refers to by now, that are held by now, or that
     * were put again since. Recorded in the audit log.
     *
     * @return what was removed
     */
    SweepPlan sweep(SweepPlan plan);

    /**
     * Keeps a blob from every sweep until it is released, whatever is deleted: a legal hold. Recorded in the audit log.
     *
     * @param blob which; need not be there yet
     * @param reason why; shown with the hold
     * @throws org.mlops4j.error.AlreadyExistsException if it is held already
     */
    Hold hold(Digest blob, String reason);

    /**
     * Ends a hold. Recorded in the audit log.
     *
     * @throws org.mlops4j.error.NotFoundException if the blob is not held
     */
    void release(Digest blob, String reason);

    /** {@return the holds, by digest} */
    List<Hold> holds();

    /**
     * Copies the embedded store to another directory, which opens as a store by itself. Reads and writes go on
     * meanwhile; the copy has the metadata of one moment, and the blobs, series and events of that moment or later.
     *
     * @param directory does not exist or is empty
     * @throws org.mlops4j.error.IncompatibleException if not all stores of the handle are embedded; use the backup of
     *     the database in question, or {@link #copyTo}
     * @throws org.mlops4j.error.AlreadyExistsException if the directory has content
     */
    void backup(Path directory);

    /**
     * Copies everything into the stores of another handle, whatever backends they are, and compares both afterwards:
     * documents with their versions and the sequence of changes, the audit chain, series, events and blobs. Feature
     * state of the {@link org.mlops4j.spi.OnlineStore} is not copied; the engine makes it anew.
     *
     * <p>Documents are written last and in one transaction, so that a copy that was interrupted is an empty store that
     * nobody takes for a whole one. What changes in the source meanwhile is not in the copy. Costs one pass over all
     * bytes of both; documents that were overwritten are written again as often, which keeps their versions.
     *
     * @param target a handle on empty stores, used by nobody else meanwhile
     * @return what was copied
     * @throws org.mlops4j.error.AlreadyExistsException if the target has documents, series or events
     * @throws org.mlops4j.error.CorruptException if the copy is not equal to the source
     */
    CopyReport copyTo(Mlops target);
}
