// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Pipeline.Stage;

/**
 * The stages of a pipeline as a document: what must not have changed when a run is carried on. An approval counts with
 * its policy, so nobody waits for two people and goes on with one.
 */
final class Plan {

    private Plan() {}

    static Document of(Pipeline pipeline) {
        return Document.list(pipeline.stages().stream().map(Plan::of).toList());
    }

    /** Refuses a pipeline that is not the one of the run. */
    static void check(StoredRun run, Pipeline pipeline) {
        if (!run.pipeline().equals(pipeline.name())) {
            throw new IncompatibleException("run '" + run.id() + "' is one of pipeline '" + run.pipeline()
                    + "', not of '" + pipeline.name() + "'");
        }
        Document now = of(pipeline);
        if (!now.equals(run.plan())) {
            throw new IncompatibleException("run '" + run.id() + "' was started with the stages " + shown(run.plan())
                    + "; pipeline '" + pipeline.name() + "' has " + shown(now) + " by now. Start a new run.");
        }
    }

    private static Document of(Stage stage) {
        Document.Fields fields = Document.object().with("name", stage.name());
        if (stage instanceof Stage.Approval approval) {
            return fields.with("kind", "approval")
                    .with("policy", approval.policy().toDocument());
        }
        return fields.with("kind", stage instanceof Stage.Gate ? "gate" : "step");
    }

    private static String shown(Document plan) {
        return String.join(
                ", ",
                plan.list().stream()
                        .map(stage -> stage.get("kind").text() + " "
                                + stage.get("name").text())
                        .toList());
    }
}
