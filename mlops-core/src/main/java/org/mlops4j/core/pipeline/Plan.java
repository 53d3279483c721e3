// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.StepOptions;

/**
 * The stages of a pipeline as a document: what must not have changed when a run is carried on. An approval counts with
 * its policy, so nobody waits for two people and goes on with one; a step with the version of its code, if it has one.
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
        if (pipeline.sameCode() && run.findOtherCode(ProcessEnvironment.code()).isPresent()) {
            throw new IncompatibleException("run '" + run.id() + "' was carried on by other code, whose class path has"
                    + " the digest " + run.code().get(run.code().size() - 1) + " and not "
                    + ProcessEnvironment.code() + ", and pipeline '" + pipeline.name()
                    + "' asks for the same code. Go back to it, or start a new run.");
        }
    }

    /** {@return the names of all stages that must have ended before a stage of a plan} */
    static Set<String> ancestors(Document plan, String stage) {
        List<Document> stages = plan.list();
        Set<String> found = new HashSet<>(Set.of(stage));
        // Whom a stage waits for stands before it.
        for (int position = stages.size() - 1; position >= 0; position--) {
            Document planned = stages.get(position);
            if (found.contains(planned.get("name").text())) {
                found.addAll(planned.get("after").texts());
            }
        }
        found.remove(stage);
        return found;
    }

    private static Document of(Stage stage) {
        Document.Fields fields =
                Document.object().with("name", stage.name()).with("after", Document.texts(stage.after()));
        if (stage instanceof Stage.Approval approval) {
            return fields.with("kind", "approval")
                    .with("policy", approval.policy().toDocument());
        }
        return fields.with("kind", kind(stage))
                .withOptional("version", options(stage).version())
                .withOptional("exclusive", options(stage).exclusive());
    }

    /** {@return what a stage is called that is no approval} */
    static String kind(Stage stage) {
        if (stage instanceof Stage.Gate) {
            return "gate";
        } else if (stage instanceof Stage.Wait) {
            return "wait";
        }
        return stage instanceof Stage.Each ? "each" : "step";
    }

    /** {@return how a stage is done that is no approval} */
    static StepOptions options(Stage stage) {
        if (stage instanceof Stage.Gate gate) {
            return gate.options();
        } else if (stage instanceof Stage.Wait wait) {
            return wait.options();
        }
        return stage instanceof Stage.Each each ? each.options() : ((Stage.Step) stage).options();
    }

    /** {@return what a stage has for itself while it is at work, {@code null} if nothing} */
    static @Nullable String exclusive(Stage stage) {
        return stage instanceof Stage.Approval ? null : options(stage).exclusive();
    }

    private static String shown(Document plan) {
        return String.join(", ", plan.list().stream().map(Plan::shownStage).toList());
    }

    private static String shownStage(Document stage) {
        return stage.get("kind").text() + " " + stage.get("name").text()
                + stage.find("version")
                        .map(version -> " (version " + version.text() + ")")
                        .orElse("");
    }
}
