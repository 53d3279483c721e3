// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.util.List;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.pipeline.TriggerDecision.Outcome;

/**
 * A pipeline that tells why it runs, and who looks whether it should.
 *
 * @param store where its runs are
 * @param pipeline what is run
 */
record Retraining(StoreOfAna store, Pipeline pipeline) {

    Retraining(StoreOfAna store) {
        this(
                store,
                Pipeline.named("retrain").step("why", step -> step.parameters()).build());
    }

    List<PipelineRun> look() {
        return store.mlops().pipelines().resumeAll(pipeline);
    }

    List<PipelineRun> lookAfter(Duration time) {
        store.clock().advance(time);
        return look();
    }

    List<Outcome> outcomes() {
        return store.mlops().pipelines().decisions(pipeline.name()).stream()
                .map(TriggerDecision::outcome)
                .toList();
    }
}
