// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.registry.ApprovalPolicy;

/**
 * Steps, gates and approvals in order. Plain Java; what a step returns is a {@link Document}, so it can be stored and a
 * run can go on after a crash without doing a finished step again. Large results go into the blob store, the registry
 * or a run, and the document names them.
 *
 * <pre>{@code
 * Pipeline retrain = Pipeline.named("retrain")
 *         .step("train", step -> Document.object().with("version", train().number()))
 *         .gate("not-worse", step -> compare(step.output("train")))
 *         .approval("sign-off", ApprovalPolicy.of(1))
 *         .step("promote", step -> promote(step.output("train")))
 *         .build();
 * }</pre>
 */
public final class Pipeline {

    private final String name;
    private final List<Stage> stages;

    private Pipeline(String name, List<Stage> stages) {
        this.name = name;
        this.stages = List.copyOf(stages);
    }

    /** {@return a builder of a pipeline of that name, by the rule of {@link Name#require}} */
    public static Builder named(String name) {
        return new Builder(Name.require("pipeline", name));
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the stages in order} */
    public List<Stage> stages() {
        return stages;
    }

    /** A part of a pipeline. */
    public sealed interface Stage {

        /** {@return the name, unique within the pipeline} */
        String name();

        /**
         * Work that gives a document.
         *
         * @param name unique within the pipeline
         * @param work what to do
         */
        record Step(String name, Work work) implements Stage {}

        /**
         * A judgement that lets the run go on or ends it.
         *
         * @param name unique within the pipeline
         * @param judge what to ask
         */
        record Gate(String name, Judge judge) implements Stage {}

        /**
         * A wait for people. The run is stored and holds no thread meanwhile.
         *
         * @param name unique within the pipeline
         * @param policy who has to approve; the author is who started the run
         */
        record Approval(String name, ApprovalPolicy policy) implements Stage {}
    }

    /** What a step does. May be called again after a crash in the middle of it: at least once. */
    @FunctionalInterface
    public interface Work {

        /** {@return the result} An exception fails the run; it can be resumed. */
        Document run(StepContext step) throws Exception;
    }

    /** What a gate asks. May be called again after a crash in the middle of it. */
    @FunctionalInterface
    public interface Judge {

        /** {@return the verdict; only {@link Verdict.Outcome#PASS} and RUBBER_STAMPED let the run go on} */
        Verdict judge(StepContext step) throws Exception;
    }

    /** Collects stages. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Stage> stages = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds work.
         *
         * @return this
         */
        public Builder step(String stage, Work work) {
            return add(new Stage.Step(stage, requireNonNull(work, "work")));
        }

        /**
         * Adds a gate.
         *
         * @return this
         */
        public Builder gate(String stage, Judge judge) {
            return add(new Stage.Gate(stage, requireNonNull(judge, "judge")));
        }

        /**
         * Adds an approval.
         *
         * @return this
         */
        public Builder approval(String stage, ApprovalPolicy policy) {
            return add(new Stage.Approval(stage, requireNonNull(policy, "policy")));
        }

        /** {@return the pipeline} */
        public Pipeline build() {
            if (stages.isEmpty()) {
                throw new IllegalStateException("pipeline '" + name + "' has no stage");
            }
            return new Pipeline(name, stages);
        }

        private Builder add(Stage stage) {
            Name.require("stage", stage.name());
            if (!names.add(stage.name())) {
                throw new IllegalArgumentException("pipeline '" + name + "' has two stages '" + stage.name() + "'");
            }
            stages.add(stage);
            return this;
        }
    }
}
