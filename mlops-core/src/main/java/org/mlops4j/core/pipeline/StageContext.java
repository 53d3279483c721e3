// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.StepContext;

/** What a stage sees: its run, and the stages that had finished when it began. */
record StageContext(StoredRun stored, String stage, List<StageRecord> before) implements StepContext {

    @Override
    public String run() {
        return stored.id();
    }

    @Override
    public Actor author() {
        return stored.author();
    }

    @Override
    public Document parameters() {
        return stored.parameters();
    }

    @Override
    public Document output(String wanted) {
        for (StageRecord record : before) {
            Document output = record.output();
            if (record.name().equals(wanted) && output != null) {
                return output;
            }
        }
        throw new NotFoundException(
                "no stage '" + wanted + "' has finished before '" + stage + "' in run '" + run() + "'");
    }

    @Override
    public String idempotencyKey() {
        return stored.id() + "/" + stage;
    }
}
