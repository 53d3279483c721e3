// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mlops4j.pipeline.Freeze;
import org.mlops4j.pipeline.Pipeline;
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
                        this::breaker, this::freeze, this::underWay, this::coolDown, this::budget, this::workBudget)
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
        long recent = stored.starts().stream().filter(from::isBefore).count();
        return held(
                recent >= trigger.most(),
                Outcome.OVER_BUDGET,
                "it has started " + recent + " runs within " + trigger.per() + ", " + trigger.most() + " are allowed");
    }

    private Optional<Held> workBudget() {
        Duration allowed = trigger.work();
        if (allowed == null) {
            return Optional.empty();
        }
        Instant from = now.minus(trigger.per());
        Duration work = runs(MetadataQuery.of(StoredRun.KIND)
                        .whereEqual("pipeline", stored.pipeline())
                        .descending("number")
                        .limit(MOST_RUNS))
                .stream()
                .takeWhile(run -> run.started().isAfter(from))
                .map(this::work)
                .reduce(Duration.ZERO, Duration::plus);
        return held(
                work.compareTo(allowed) >= 0,
                Outcome.OVER_BUDGET,
                "its stages were at work for " + work + " within " + trigger.per() + ", " + allowed + " is allowed");
    }

    /** Waits take time, not work. */
    private Duration work(StoredRun run) {
        Duration work = Duration.ZERO;
        for (var stage : Stages.of(reader, run.id()).entrySet()) {
            String kind = run.plan().list().get(stage.getKey()).get("kind").text();
            if (!kind.equals("wait") && !kind.equals("approval")) {
                work = stage.getValue().attempts().stream()
                        .flatMap(attempt -> attempt.took().stream())
                        .reduce(work, Duration::plus);
            }
        }
        return work;
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
