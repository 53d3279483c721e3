// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * What a try gave.
 *
 * @param kind how it ended
 * @param output the result or the verdict; {@code null} if there is none
 * @param key under which others may find the result, {@code null} if they may not
 * @param cachedFrom the run that had found the result out, {@code null} if this one did
 */
record Result(
        Kind kind,
        @Nullable Document output,
        @Nullable Digest key,
        @Nullable String cachedFrom) {

    static final Result SKIPPED = new Result(Kind.SKIPPED, null, null, null);

    static final Result NOT_YET = new Result(Kind.NOT_YET, null, null, null);

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
        return new Result(Kind.DONE, output, null, null);
    }

    /** {@return a result that others may find, or that an earlier run had found out} */
    static Result cached(Document output, Digest key, @Nullable String from) {
        return new Result(Kind.DONE, output, key, from);
    }
}
