// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mlops4j.pipeline.Freeze;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerDecision.Outcome;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;

/** What holds a trigger back although its cause is there. */
final class Brakes {

    /** Runs further back do not count for a budget of work. */
    private static final int MOST_RUNS = 1_000;

    private final MetadataReader reader;
    private final Pipeline pipeline;
    private final StoredTrigger stored;
    private final Trigger trigger;
    private final Instant now;

    Brakes(MetadataReader reader, Pipeline pipeline, StoredTrigger stored, Instant now) {
        this.reader = reader;
        this.pipeline = pipeline;
        this.stored = stored;
        this.trigger = stored.trigger();
        this.now = now;
    }

    /** {@return what holds the trigger back, if anything; what lasts longest comes first} */
    Optional<Held> first() {
        return Stream.<Supplier<Optional<Held>>>of(
                        this::breaker,
                        this::freeze,
                        this::underWay,
                        this::coolDown,
                        this::budget,
                        this::workBudget,
                        this::cpuBudget)
                .flatMap(brake -> brake.get().stream())
                .findFirst();
    }

    private Optional<Held> breaker() {
        List<StoredRun> latest = runs(MetadataQuery.of(StoredRun.KIND)
                .whereEqual("pipeline", stored.pipeline())
                .descending("number")
                .limit(trigger.breaker()));
        boolean open =
                latest.size() == trigger.breaker() && latest.stream().allMatch(run -> run.status() == Status.REJECTED);
        return held(
                open,
                Outcome.BREAKER_OPEN,
                "the last " + trigger.breaker() + " runs were rejected; a run that gets through closes the breaker");
    }

    private Optional<Held> freeze() {
        boolean frozen = trigger.freezes().stream().anyMatch((Freeze freeze) -> freeze.holds(now));
        return held(frozen, Outcome.FROZEN, "a freeze holds");
    }

    private Optional<Held> underWay() {
        Optional<StoredRun> run = Stream.of(Status.RUNNING, Status.WAITING)
                .flatMap(status -> sameFlight()
                        .flatMap(query ->
                                runs(query.whereEqual("status", status.name()).limit(1)).stream()))
                .findFirst();
        return held(run.isPresent(), Outcome.UNDER_WAY, run.map(this::underWay).orElse(""));
    }

    /** {@return what finds the runs that are not to be under way together with one of this pipeline} */
    private Stream<MetadataQuery> sameFlight() {
        MetadataQuery all = MetadataQuery.of(StoredRun.KIND);
        return Stream.concat(
                Stream.of(all.whereEqual("pipeline", stored.pipeline())),
                pipeline.findProduct().stream().map(product -> all.whereEqual("product", product)));
    }

    private String underWay(StoredRun run) {
        boolean outdated = run.pipeline().equals(pipeline.name()) && !run.plan().equals(Plan.of(pipeline));
        return "run " + run.id() + " is under way"
                + (outdated ? ", with stages that its pipeline has no longer: cancel it if no old code runs it" : "");
    }

    private Optional<Held> coolDown() {
        Optional<Instant> until = stored.lastStart().map(last -> last.plus(trigger.coolDown()));
        return held(
                until.filter(now::isBefore).isPresent(),
                Outcome.COOLING_DOWN,
                "the trigger rests until " + until.map(Instant::toString).orElse(""));
    }

    private Optional<Held> budget() {
        Instant from = now.minus(trigger.per());
        List<Instant> recent = stored.starts().stream().filter(from::isBefore).toList();
        if (recent.size() < trigger.most()) {
            return Optional.empty();
        }
        Instant free = recent.get(recent.size() - trigger.most()).plus(trigger.per());
        return held(
                true,
                Outcome.OVER_BUDGET,
                "it has started " + recent.size() + " runs within " + trigger.per() + ", " + trigger.most()
                        + " are allowed; free again at " + free);
    }

    private Optional<Held> workBudget() {
        Duration allowed = trigger.work();
        return allowed == null ? Optional.empty() : used("at work for", allowed, this::work);
    }

    private Optional<Held> cpuBudget() {
        Duration allowed = trigger.cpu();
        return allowed == null ? Optional.empty() : used("using the CPU for", allowed, this::cpu);
    }

    /** {@return that the runs of some time have used up what is allowed, if they have} */
    private Optional<Held> used(String how, Duration allowed, Function<StoredRun, Duration> of) {
        Instant from = now.minus(trigger.per());
        Duration sum = Duration.ZERO;
        Instant free = null;
        // Newest first: the run that reaches what is allowed has to grow old before there is some left.
        for (StoredRun run : latest()) {
            if (run.started().isAfter(from)) {
                sum = sum.plus(of.apply(run));
                free = free == null && sum.compareTo(allowed) >= 0
                        ? run.started().plus(trigger.per())
                        : free;
            }
        }
        return held(
                free != null,
                Outcome.OVER_BUDGET,
                "its budget of " + allowed + " within " + trigger.per() + " is used: stages were " + how + " " + sum
                        + "; free again at " + free);
    }

    private List<StoredRun> latest() {
        return runs(MetadataQuery.of(StoredRun.KIND)
                .whereEqual("pipeline", stored.pipeline())
                .descending("number")
                .limit(MOST_RUNS));
    }

    /** Waits take time, not work. */
    private Duration work(StoredRun run) {
        return sum(run, (kind, attempt) -> isWait(kind) ? Duration.ZERO : took(attempt));
    }

    /** What is not known of a machine that does not tell it is not more than the time of one thread. */
    private Duration cpu(StoredRun run) {
        return sum(run, (kind, attempt) -> {
            Duration cpu = attempt.cpu();
            if (cpu != null) {
                return cpu;
            }
            return isWait(kind) ? Duration.ZERO : took(attempt);
        });
    }

    private Duration sum(StoredRun run, BiFunction<String, Attempt, Duration> of) {
        Duration sum = Duration.ZERO;
        for (var stage : Stages.of(reader, run.id()).entrySet()) {
            String kind = run.plan().list().get(stage.getKey()).get("kind").text();
            for (Attempt attempt : stage.getValue().attempts()) {
                sum = sum.plus(of.apply(kind, attempt));
            }
        }
        return sum;
    }

    private static boolean isWait(String kind) {
        return kind.equals("wait") || kind.equals("approval");
    }

    private static Duration took(Attempt attempt) {
        return attempt.took().orElse(Duration.ZERO);
    }

    private List<StoredRun> runs(MetadataQuery query) {
        return reader.query(query).stream()
                .map(found -> StoredRun.from(found.body()))
                .toList();
    }

    private static Optional<Held> held(boolean holds, Outcome outcome, String reason) {
        return holds ? Optional.of(new Held(outcome, reason)) : Optional.empty();
    }

    /**
     * That a trigger is held back.
     *
     * @param outcome by what
     * @param reason for a person
     */
    record Held(Outcome outcome, String reason) {}
}
