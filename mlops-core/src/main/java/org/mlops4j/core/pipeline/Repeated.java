// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.Stage;

/**
 * A stage that was done again.
 *
 * @param stage the stage
 * @param before what came out first
 * @param output what came out this time, {@code null} if it was skipped or threw
 * @param notes what it said this time
 * @param failure what it threw, {@code null} if it did not
 */
record Repeated(
        Stage stage,
        StageRecord before,
        @Nullable Document output,
        StageNotes notes,
        @Nullable String failure) {}
