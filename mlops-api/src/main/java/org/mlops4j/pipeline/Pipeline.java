// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.RecordDocument;
import org.mlops4j.registry.ApprovalPolicy;

/**
 * Steps, gates and approvals, one after the other unless they say otherwise. Plain Java; what a step returns is a
 * {@link Document}, so it can be stored and a run can go on after a crash without doing a finished step again. Large
 * results go into the blob store, the registry or a run, and the document names them.
 *
 * <pre>{@code
 * Pipeline retrain = Pipeline.named("retrain")
 *         .step("train", step -> Document.object().with("version", train().number()))
 *         .gate("not-worse", step -> compare(step.output("train")))
 *         .approval("sign-off", ApprovalPolicy.of(1))
 *         .step("promote", step -> promote(step.output("train")))
 *         .build();
 * }</pre>
 *
 * <p>A stage begins when all stages that were added before it have ended, or only those that
 * {@link StepOptions#after(String...)} names. Stages that need not wait for each other run side by side, as far as
 * {@link Builder#concurrency} lets them.
 */
public final class Pipeline {

    private final String name;
    private final int concurrency;
    private final int priority;
    private final @Nullable String product;
    private final boolean sameCode;
    private final List<Stage> stages;

    private Pipeline(Builder builder) {
        this.name = builder.name;
        this.concurrency = builder.concurrency;
        this.priority = builder.priority;
        this.product = builder.product;
        this.sameCode = builder.sameCode;
        this.stages = List.copyOf(builder.stages);
    }

    /** {@return a builder of a pipeline of that name, by the rule of {@link Name#require}} */
    public static Builder named(String name) {
        return new Builder(Name.require("pipeline", name));
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return how many stages of one run may be at work at a time} */
    public int concurrency() {
        return concurrency;
    }

    /** {@return which of the runs that can go on does, the greatest first; 0 if nothing was said} */
    public int priority() {
        return priority;
    }

    /** {@return what its runs make, if that was said} */
    public Optional<String> findProduct() {
        return Optional.ofNullable(product);
    }

    /** {@return whether its runs go on with the code alone with which they began} */
    public boolean sameCode() {
        return sameCode;
    }

    /** {@return the stages, each behind those that it waits for} */
    public List<Stage> stages() {
        return stages;
    }

    /** Collects stages. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Stage> stages = new ArrayList<>();
        private final Set<String> names = new LinkedHashSet<>();
        /** The stages that no other waits for yet: who waits for them has waited for all. */
        private final Set<String> last = new LinkedHashSet<>();

        private int concurrency = 1;
        private int priority;
        private @Nullable String product;
        private boolean sameCode;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Lets several stages of one run be at work at a time, each in a thread of its own. Without it the stages run
         * one after the other, in the order in which they were added, in the thread that carries the run on.
         *
         * @param stages how many, 1 to 100
         * @return this
         */
        public Builder concurrency(int stages) {
            if (stages < 1 || stages > 100) {
                throw new IllegalArgumentException("1 to 100 stages may be at work at a time, not " + stages);
            }
            concurrency = stages;
            return this;
        }

        /**
         * Lets its runs, whoever starts them, go on before those of other pipelines that could go on too. Counts for
         * whoever carries on more runs than one at a time; {@link Pipelines#enqueue} gives a single run another.
         *
         * @param first the greater, the earlier; 0 if nothing is said
         * @return this
         */
        public Builder priority(int first) {
            priority = first;
            return this;
        }

        /**
         * Says what the runs make, such as the name of a model. Of all pipelines that make the same, triggers start no
         * run while one of another is under way.
         *
         * @param what by the rule of {@link Name#require}
         * @return this
         */
        public Builder makes(String what) {
            product = Name.require("product", what);
            return this;
        }

        /**
         * Lets runs go on with the code alone with which they were carried on before: with the same class path, by
         * content. Without it, code that changed while a run waited or lay down is logged, and noted in the run and in
         * the audit log, and the run goes on. Stages that have ended are never done again by other code.
         *
         * @return this
         * @see PipelineRun#code()
         */
        public Builder sameCode() {
            sameCode = true;
            return this;
        }

        /**
         * Adds work that is done after all stages before.
         *
         * @return this
         */
        public Builder step(String stage, Stage.Work work) {
            return step(stage, StepOptions.defaults(), work);
        }

        /**
         * Adds work.
         *
         * @return this
         */
        public Builder step(String stage, StepOptions options, Stage.Work work) {
            if (options.cache() != null && options.version() == null) {
                throw new IllegalArgumentException("step '" + stage + "' of pipeline '" + name
                        + "' is cached and must tell the version of its code: StepOptions.version");
            }
            return add(new Stage.Step(stage, after(stage, options), options, requireNonNull(work, "work")));
        }

        /**
         * Adds work on a record, which gives a record, after all stages before. Each component of the input is the
         * output of the stage of that name, or else the parameter of that name; what is neither is null.
         *
         * @param input the type of what the work gets, see {@link RecordDocument} for what it may hold
         * @return this
         */
        public <I extends Record> Builder step(String stage, Class<I> input, Stage.RecordWork<? super I> work) {
            return step(stage, StepOptions.defaults(), input, work);
        }

        /**
         * Adds work on a record, which gives a record.
         *
         * @param input the type of what the work gets
         * @return this
         */
        public <I extends Record> Builder step(
                String stage, StepOptions options, Class<I> input, Stage.RecordWork<? super I> work) {
            requireNonNull(input, "input");
            requireNonNull(work, "work");
            return step(stage, options, step -> RecordDocument.of(work.run(step.input(input), step)));
        }

        /**
         * Adds work on each item of a list, after all stages before. As many items are at work at a time as
         * {@link #concurrency} lets stages be.
         *
         * @return this
         */
        public Builder each(String stage, Stage.Items items, Stage.ItemWork work) {
            return each(stage, StepOptions.defaults(), items, work);
        }

        /**
         * Adds work on each item of a list.
         *
         * @return this
         */
        public Builder each(String stage, StepOptions options, Stage.Items items, Stage.ItemWork work) {
            refuseCache(stage, options);
            return add(new Stage.Each(
                    stage,
                    after(stage, options),
                    options,
                    requireNonNull(items, "items"),
                    requireNonNull(work, "work")));
        }

        /**
         * Adds a wait after all stages before, for as long as it takes.
         *
         * @param every how long after a look comes the next one, more than 0
         * @return this
         */
        public Builder await(String stage, Duration every, Stage.Look look) {
            return await(stage, StepOptions.defaults(), every, look);
        }

        /**
         * Adds a wait.
         *
         * @param every how long after a look comes the next one, more than 0
         * @return this
         */
        public Builder await(String stage, StepOptions options, Duration every, Stage.Look look) {
            refuseCache(stage, options);
            if (every.isNegative() || every.isZero()) {
                throw new IllegalArgumentException("stage '" + stage + "' of pipeline '" + name
                        + "' must let some time pass between two looks, not " + every);
            }
            if (options.exclusive() != null) {
                throw new IllegalArgumentException("stage '" + stage + "' of pipeline '" + name
                        + "' waits, and cannot have '" + options.exclusive() + "' for itself meanwhile");
            }
            return add(new Stage.Wait(stage, after(stage, options), options, every, requireNonNull(look, "look")));
        }

        /**
         * Adds a gate after all stages before.
         *
         * @return this
         */
        public Builder gate(String stage, Stage.Judge judge) {
            return gate(stage, StepOptions.defaults(), judge);
        }

        /**
         * Adds a gate.
         *
         * @return this
         */
        public Builder gate(String stage, StepOptions options, Stage.Judge judge) {
            refuseCache(stage, options);
            return add(new Stage.Gate(stage, after(stage, options), options, requireNonNull(judge, "judge")));
        }

        /**
         * Adds an approval after all stages before. It binds to what they found out.
         *
         * @return this
         */
        public Builder approval(String stage, ApprovalPolicy policy) {
            List<String> after = after(stage, StepOptions.defaults());
            return add(new Stage.Approval(stage, after, requireNonNull(policy, "policy")));
        }

        /** {@return the pipeline} */
        public Pipeline build() {
            if (stages.isEmpty()) {
                throw new IllegalStateException("pipeline '" + name + "' has no stage");
            }
            return new Pipeline(this);
        }

        /** Whoever waits must be added behind whom it waits for, so there are no circles. */
        private List<String> after(String stage, StepOptions options) {
            List<String> after = options.after() == null ? List.copyOf(last) : options.after();
            for (String before : after) {
                if (!names.contains(before)) {
                    throw new IllegalArgumentException("stage '" + stage + "' of pipeline '" + name + "' waits for '"
                            + before + "', which is none of the stages before it: " + names);
                }
            }
            return after;
        }

        private void refuseCache(String stage, StepOptions options) {
            if (options.cache() != null) {
                throw new IllegalArgumentException(
                        "stage '" + stage + "' of pipeline '" + name + "' is no plain step and cannot be cached");
            }
        }

        private Builder add(Stage stage) {
            Name.require("stage", stage.name());
            if (!names.add(stage.name())) {
                throw new IllegalArgumentException("pipeline '" + name + "' has two stages '" + stage.name() + "'");
            }
            stages.add(stage);
            stage.after().forEach(last::remove);
            last.add(stage.name());
            return this;
        }
    }
}
