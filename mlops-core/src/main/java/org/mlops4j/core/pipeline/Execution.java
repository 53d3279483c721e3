// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.StepOptions;

/**
 * Carries a claimed run on until it ends, fails or waits. One thread decides and writes; the stages are at work in it
 * or beside it.
 */
final class Execution {

    private static final int ERROR_CHARACTERS = 8_000;

    /** How often is looked whether a stage can begin again beside one that is at work. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final Journal journal;
    private final LongSupplier cpu;
    private final Audience audience;
    private final Attempts attempts;
    private final Map<Integer, CpuMeter> meters = new HashMap<>();
    private @Nullable Error error;

    Execution(Pipeline pipeline, Journal journal, LongSupplier cpu, Audience audience) {
        this.pipeline = pipeline;
        this.journal = journal;
        this.cpu = cpu;
        this.audience = audience;
        this.attempts = new Attempts(journal.run().id(), pipeline.concurrency());
    }

    StoredRun run() {
        return journal.run();
    }

    /** {@return whether the run still is in our hands} */
    boolean stands() {
        return journal.stands();
    }

    /** Interrupts the stages that are at work, and lets no other begin; from any thread. */
    void stop(Interruption why) {
        attempts.interrupt(why);
    }

    /** Returns when the run is laid down. */
    void carryOn() {
        boolean interrupted = false;
        try (attempts) {
            journal.first().ifPresent(this::start);
            while (!journal.released()) {
                try {
                    turn();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop(Interruption.CALLER);
                }
            }
        } finally {
            if (interrupted || attempts.stopped() == Interruption.CALLER) {
                Thread.currentThread().interrupt();
            }
        }
        if (error != null) {
            throw error;
        }
    }

    private void turn() throws InterruptedException {
        if (attempts.stopped() != null) {
            journal.halt();
        }
        OptionalInt next =
                attempts.full() ? OptionalInt.empty() : journal.state().next(journal.now());
        if (next.isPresent()) {
            begin(next.getAsInt());
        } else if (attempts.idle()) {
            journal.rest();
        } else {
            Attempts.Ended ended = attempts.await(LOOK);
            if (ended != null) {
                OptionalInt begun = settle(ended.position(), ended.outcome());
                tell(ended.position());
                begun.ifPresent(this::start);
            }
        }
    }

    private void tell(int position) {
        StageRecord record = requireNonNull(journal.state().record(position));
        audience.ended(journal.run(), pipeline.stages().get(position), record);
    }

    private void begin(int position) {
        Stage stage = pipeline.stages().get(position);
        if (stage instanceof Stage.Approval approval) {
            journal.ask(position, approval);
            return;
        }
        if (journal.begin(position, stage.name())) {
            start(position);
        }
    }

    private void start(int position) {
        Stage stage = pipeline.stages().get(position);
        int attempt = requireNonNull(journal.state().record(position)).attempt();
        Set<String> before = Plan.ancestors(journal.run().plan(), stage.name());
        StageContext context = new StageContext(
                journal.run(), stage.name(), attempt, outputs(before), audience.progress(), new StageNotes(), null);
        Digest input = journal.input(before);
        CpuMeter meter = new CpuMeter(cpu);
        meters.put(position, meter);
        Callable<Result> work = work(stage, context, input, meter);
        attempts.start(
                position,
                () -> meter.measure(work).from(input, context.notes()),
                Plan.options(stage).timeout());
    }

    /** {@return the stage that began when this one was written down, if one did} */
    private OptionalInt settle(int position, GuardedAttempt.Outcome outcome) {
        Stage stage = pipeline.stages().get(position);
        Throwable thrown = outcome.thrown();
        journal.spent(
                position, requireNonNull(meters.remove(position), stage.name()).total());
        if (outcome.why() != null) {
            settleInterrupted(position, stage, outcome.why());
        } else if (thrown instanceof Error fatal) {
            error = fatal;
            journal.fail(position, stage.name(), shown(fatal), null);
        } else if (thrown != null) {
            journal.fail(position, stage.name(), shown(thrown), retry(position, stage));
        } else {
            return finish(position, stage, requireNonNull(outcome.result(), "result"));
        }
        return OptionalInt.empty();
    }

    private void settleInterrupted(int position, Stage stage, Interruption why) {
        switch (why) {
            case TIMEOUT -> {
                String limit = Plan.kind(stage) + " '" + stage.name() + "' ran longer than its limit of "
                        + Plan.options(stage).timeout() + " and was interrupted";
                journal.fail(position, stage.name(), limit, retry(position, stage));
            }
            case CLOSED -> journal.fail(position, stage.name(), why.text(), journal.now());
            case CALLER, TAKEN_AWAY -> {
                stop(why);
                journal.fail(position, stage.name(), why.text(), null);
            }
        }
    }

    private OptionalInt finish(int position, Stage stage, Result result) {
        switch (result.kind()) {
            case SKIPPED -> journal.skip(position, stage.name());
            case NOT_YET -> journal.lookAgain(position, journal.now().plus(((Stage.Wait) stage).every()));
            case DONE -> {
                return finishDone(position, stage, result);
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt finishDone(int position, Stage stage, Result result) {
        try {
            return journal.finish(position, stage.name(), result);
        } catch (RuntimeException e) {
            if (result.changes().threw(e)) {
                journal.fail(position, stage.name(), shown(e), retry(position, stage));
            } else if (e instanceof InvalidException) {
                journal.fail(position, stage.name(), "the result cannot be stored: " + e.getMessage(), null);
            } else {
                throw e;
            }
            return OptionalInt.empty();
        }
    }

    /** {@return when a stage that failed is tried again} A round of tries begins anew when a failed run is resumed. */
    private @Nullable Instant retry(int position, Stage stage) {
        RetryPolicy policy = Plan.options(stage).retry();
        int attempt = requireNonNull(journal.state().record(position)).attempt();
        int failures = 1 + (attempt - 1) % policy.attempts();
        if (failures == policy.attempts()) {
            return null;
        }
        return journal.now().plus(policy.rest(failures, Jitter.of(journal.run().id(), stage.name(), attempt)));
    }

    private Map<String, Document> outputs(Set<String> before) {
        Map<String, Document> outputs = new TreeMap<>();
        for (StageRecord record : journal.state().records().values()) {
            if (record.output() != null && before.contains(record.name())) {
                outputs.put(record.name(), record.output());
            }
        }
        return outputs;
    }

    private Callable<Result> work(Stage stage, StageContext context, Digest input, CpuMeter meter) {
        return () -> {
            StepOptions.Condition when = Plan.options(stage).when();
            if (when != null && !when.holds(context)) {
                return Result.SKIPPED;
            }
            if (stage instanceof Stage.Gate gate) {
                return Result.of(verdict(gate, context));
            }
            if (stage instanceof Stage.Each each) {
                return Result.of(
                        new FanOut(each, journal.items(each.name()), pipeline.concurrency(), meter).run(context));
            }
            if (stage instanceof Stage.Wait wait) {
                return wait.look().look(context).map(Result::of).orElse(Result.NOT_YET);
            }
            return cachedOrDone((Stage.Step) stage, context, input);
        };
    }

    private Result cachedOrDone(Stage.Step step, StageContext context, Digest input) throws Exception {
        StepOptions.Contents contents = step.options().cache();
        if (contents == null) {
            return Result.of(done(step, context));
        }
        Digest key = CacheKey.of(pipeline.name(), step, input, contents.of(context));
        Optional<Result> hit = journal.cached(key);
        return hit.isPresent() ? hit.get() : Result.found(done(step, context), key);
    }

    static Document verdict(Stage.Gate gate, StageContext context) throws Exception {
        return requireNonNull(gate.judge().judge(context), "the gate gave null for a verdict")
                .toDocument();
    }

    static Document done(Stage.Step step, StageContext context) throws Exception {
        return requireNonNull(
                step.work().run(context), "the step gave null; Document.nothing() says that there is no result");
    }

    private static String shown(Throwable thrown) {
        String text = thrown.toString();
        return text.substring(0, Math.min(text.length(), ERROR_CHARACTERS));
    }
}
