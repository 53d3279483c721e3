// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.StageOrigins;

/**
 * What a try gave.
 *
 * @param kind how it ended
 * @param output the result or the verdict; {@code null} if there is none
 * @param key under which others may find the result, {@code null} if they may not
 * @param cachedFrom the run that had found the result out, {@code null} if this one did
 * @param origins what the result came from
 * @param changes what is changed in the store with it
 * @param input the digest of what the stage could see, {@code null} before it is known
 */
record Result(
        Kind kind,
        @Nullable Document output,
        @Nullable Digest key,
        @Nullable String cachedFrom,
        StageOrigins origins,
        StageChanges changes,
        @Nullable Digest input) {

    static final Result SKIPPED = of(Kind.SKIPPED, null, null);

    static final Result NOT_YET = of(Kind.NOT_YET, null, null);

    /** How a try ends that does not fail. */
    enum Kind {
        /** With an output. */
        DONE,
        /** The stage is not to be done. */
        SKIPPED,
        /** What the stage waits for is not there yet. */
        NOT_YET
    }

    static Result of(Document output) {
        return of(Kind.DONE, output, null);
    }

    /** {@return a result that others may find} */
    static Result found(Document output, Digest key) {
        return of(Kind.DONE, output, key);
    }

    /** {@return the result of an earlier run} */
    static Result cached(String run, StageRecord stage, Digest key) {
        return new Result(Kind.DONE, stage.output(), key, run, stage.origins(), new StageChanges(), null);
    }

    /** {@return this of what it was found out from, and with its origins and changes unless an earlier run did} */
    Result from(Digest seen, StageNotes notes) {
        return cachedFrom == null
                ? new Result(kind, output, key, null, notes.origins(), notes.changes(), seen)
                : new Result(kind, output, key, cachedFrom, origins, changes, seen);
    }

    private static Result of(Kind kind, @Nullable Document output, @Nullable Digest key) {
        return new Result(kind, output, key, null, StageOrigins.UNKNOWN, new StageChanges(), null);
    }
}
