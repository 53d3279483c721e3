// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.StageOrigins;

/**
 * What a try gave.
 *
 * @param kind how it ended
 * @param output the result or the verdict; {@code null} if there is none
 * @param key under which others may find the result, {@code null} if they may not
 * @param cachedFrom the run that had found the result out, {@code null} if this one did
 * @param origins what the result came from
 */
record Result(
        Kind kind,
        @Nullable Document output,
        @Nullable Digest key,
        @Nullable String cachedFrom,
        StageOrigins origins) {

    static final Result SKIPPED = new Result(Kind.SKIPPED, null, null, null, StageOrigins.UNKNOWN);

    static final Result NOT_YET = new Result(Kind.NOT_YET, null, null, null, StageOrigins.UNKNOWN);

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
        return new Result(Kind.DONE, output, null, null, StageOrigins.UNKNOWN);
    }

    /** {@return a result that others may find} */
    static Result found(Document output, Digest key) {
        return new Result(Kind.DONE, output, key, null, StageOrigins.UNKNOWN);
    }

    /** {@return the result of an earlier run} */
    static Result cached(StepCache.Hit hit, Digest key) {
        return new Result(Kind.DONE, hit.output(), key, hit.run(), hit.origins());
    }

    /** {@return this with its origins, unless an earlier run found it out} */
    Result from(StageNotes notes) {
        return cachedFrom == null ? new Result(kind, output, key, null, notes.origins()) : this;
    }
}
