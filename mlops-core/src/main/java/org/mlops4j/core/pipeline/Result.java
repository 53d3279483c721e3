// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * What a try gave.
 *
 * @param output the result or the verdict; {@code null} if the stage was skipped
 */
record Result(@Nullable Document output) {

    static final Result SKIPPED = new Result(null);
}
