// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * What a try gave.
 *
 * @param output the result or the verdict; {@code null} if the stage was skipped
 * @param key under which others may find the result, {@code null} if they may not
 * @param cachedFrom the run that had found the result out, {@code null} if this one did
 */
record Result(
        @Nullable Document output,
        @Nullable Digest key,
        @Nullable String cachedFrom) {

    static final Result SKIPPED = new Result(null, null, null);

    static Result of(Document output) {
        return new Result(output, null, null);
    }
}
