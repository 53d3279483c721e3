// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.core.roles.LocalRoles;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Missed;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineSchedule;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.Schedule;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.registry.Approval;
import org.mlops4j.search.Page;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.tracking.Environment;

/** Pipelines in the name of one actor. */
public final class LocalPipelines implements Pipelines {

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_.-]{1,300}");

    private final MetadataStore metadata;
    private final StageOutputs outputs;
    private final HashChain chain;
    private final InstantSource clock;
    private final Claims claims;
    private final RunOwner owner;
    private final Timetable timetable;
    private final Triggers triggers;
    private final DueRuns due;

    /** Pipelines that act in the name of the chain's actor. */
    public LocalPipelines(
            MetadataStore metadata,
            StageOutputs outputs,
            EventLog events,
            HashChain chain,
            RunClocks clocks,
            Claims claims,
            Audience audience) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.outputs = requireNonNull(outputs, "outputs");
        this.chain = requireNonNull(chain, "chain");
        this.clock = clocks.wall();
        this.claims = requireNonNull(claims, "claims");
        this.owner = new RunOwner(metadata, outputs, chain, clocks, claims, requireNonNull(audience, "audience"));
        this.timetable = new Timetable(metadata, chain, clock);
        this.triggers = new Triggers(metadata, events, chain, clock);
        this.due = new DueRuns(metadata, clock, claims, owner, timetable, triggers);
    }

    @Override
    public PipelineRun start(Pipeline pipeline, Document parameters) {
        requireNonNull(parameters, "parameters");
        String lease = claims.lease();
        return owner.carryOn(
                pipeline,
                () -> chain.transact("pipeline.start", "", writer -> {
                    StoredRun run = NewRuns.next(writer, pipeline, parameters, chain.actor(), clock.instant())
                            .claimedBy(lease, ProcessEnvironment.code());
                    return new HashChain.Deed<>(run.id(), owner.take(writer, pipeline, run));
                }),
                Carrier.CALLER);
    }

    @Override
    public PipelineRun enqueue(Pipeline pipeline, Document parameters, int priority) {
        requireNonNull(parameters, "parameters");
        RunRows rows = chain.transact("pipeline.enqueue", "", writer -> {
            StoredRun run = NewRuns.next(writer, pipeline, parameters, priority, chain.actor(), clock.instant());
            run.put(writer);
            return new HashChain.Deed<>(run.id(), RunRows.of(writer, run));
        });
        return rows.record(outputs);
    }

    @Override
    public PipelineRun resume(Pipeline pipeline, String run) {
        StoredRun stored = metadata.read(reader -> StoredRun.load(reader, requireId(run)));
        Plan.check(stored, pipeline);
        if (stored.status().isFinal() || metadata.read(reader -> stillWaits(reader, stored))) {
            return owner.load(run);
        }
        return owner.resume(pipeline, stored, Carrier.CALLER);
    }

    @Override
    public List<PipelineRun> resumeAll(Pipeline... pipelines) {
        return due.carryOn(List.of(pipelines), Carrier.CALLER);
    }

    @Override
    public PipelineWorker work(Pipeline... pipelines) {
        return new Worker(due, claims, pipelines);
    }

    @Override
    public PipelineRun approve(String run, String reason) {
        requireId(run);
        RunRows rows = chain.transact("pipeline.approve", reason, writer -> {
            StoredRun stored = StoredRun.load(writer, run);
            PendingApproval pending = pending(writer, stored);
            Instant now = clock.instant();
            Approval approval = new Approval(
                    chain.actor(), pending.subject(), now, reason, LocalRoles.held(writer, chain.actor(), now));
            pending.check(approval);
            GivenApprovals.put(
                    writer, run, pending.stage(), approval, pending.given().size() + 1);
            StoredRun approved = stored;
            if (stored.status() == Status.WAITING && pending.with(approval).satisfied(now)) {
                approved = stored.waiting(now);
                approved.put(writer);
            }
            return new HashChain.Deed<>(run + "/" + pending.stage(), RunRows.of(writer, approved));
        });
        return rows.record(outputs);
    }

    @Override
    public PipelineRun revokeApproval(String run, Actor actor, String reason) {
        requireId(run);
        requireNonNull(actor, "actor");
        RunRows rows = chain.transact("pipeline.revoke-approval", reason, writer -> {
            StoredRun stored = StoredRun.load(writer, run);
            PendingApproval pending = pending(writer, stored);
            if (!GivenApprovals.delete(writer, run, pending.stage(), actor)) {
                throw new NotFoundException("'" + actor + "' has not approved stage '" + pending.stage()
                        + "' of pipeline run '" + run + "'");
            }
            // A run that is due looks at the approvals again when it is carried on, and waits.
            return new HashChain.Deed<>(run + "/" + pending.stage(), RunRows.of(writer, stored));
        });
        return rows.record(outputs);
    }

    private static PendingApproval pending(MetadataReader reader, StoredRun run) {
        return PendingApproval.find(reader, run)
                .orElseThrow(() -> new RejectedException(
                        "pipeline run '" + run.id() + "' does not wait for an approval, it is " + run.status()));
    }

    @Override
    public PipelineRun cancel(String run, String reason) {
        requireId(run);
        RunRows cancelled = chain.transact("pipeline.cancel", run, reason, writer -> {
            StoredRun stored = StoredRun.load(writer, run);
            if (stored.status().isFinal()) {
                throw new RejectedException(
                        "pipeline run '" + run + "' cannot be cancelled, it has ended as " + stored.status());
            }
            StoredRun ended = stored.cancelled();
            ended.put(writer);
            Turns.giveAll(writer, run, clock.instant());
            return RunRows.of(writer, ended);
        });
        claims.interruptLost();
        return cancelled.record(outputs);
    }

    @Override
    public PipelineSchedule schedule(Pipeline pipeline, Schedule schedule, Missed missed, Document.Fields parameters) {
        return timetable.set(pipeline, schedule, missed, parameters);
    }

    @Override
    public void unschedule(String pipeline, String reason) {
        timetable.remove(Name.require("pipeline", pipeline), reason);
    }

    @Override
    public List<PipelineSchedule> schedules() {
        return timetable.all();
    }

    @Override
    public void trigger(Pipeline pipeline, Trigger trigger) {
        triggers.set(pipeline, trigger);
    }

    @Override
    public void untrigger(String pipeline, String reason) {
        triggers.remove(Name.require("pipeline", pipeline), reason);
    }

    @Override
    public List<Trigger> triggers(String pipeline) {
        return triggers.of(Name.require("pipeline", pipeline));
    }

    @Override
    public List<TriggerDecision> decisions(String pipeline) {
        return triggers.decisions(Name.require("pipeline", pipeline));
    }

    @Override
    public Page<TriggerDecision> decisions(String pipeline, int limit, @Nullable String after) {
        return triggers.decisions(Name.require("pipeline", pipeline), limit, after);
    }

    @Override
    public Optional<PipelineRun> find(String run) {
        if (!RUN_ID.matcher(run).matches()) {
            return Optional.empty();
        }
        return metadata.read(reader -> StoredRun.find(reader, run).map(stored -> RunRows.of(reader, stored)))
                .map(rows -> rows.record(outputs));
    }

    @Override
    public PipelineRun awaitChange(PipelineRun seen, Duration timeout) throws InterruptedException {
        requireId(seen.id());
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Glance glance = metadata.read(reader ->
                    new Glance(RunRows.of(reader, StoredRun.load(reader, seen.id())), reader.lastChange()));
            PipelineRun run = glance.rows().record(outputs);
            long left = deadline - System.nanoTime();
            if (left <= 0 || !run.equals(seen)) {
                return run;
            }
            metadata.await(glance.change(), Duration.ofNanos(left));
        }
    }

    /** A run in one state of the store, and the last change of that state. */
    private record Glance(RunRows rows, long change) {}

    @Override
    public Optional<Environment> findEnvironment(Digest digest) {
        return metadata.read(reader -> ProcessEnvironment.find(reader, digest)).map(Environment::new);
    }

    @Override
    public List<PipelineRun> runs(String pipeline) {
        Name.require("pipeline", pipeline);
        MetadataQuery query = MetadataQuery.of(StoredRun.KIND)
                .whereEqual("pipeline", pipeline)
                .descending("number");
        List<RunRows> found = metadata.read(reader -> Pages.all(reader, query).stream()
                .map(stored -> RunRows.of(reader, StoredRun.from(stored.body())))
                .toList());
        return found.stream().map(rows -> rows.record(outputs)).toList();
    }

    @Override
    public Page<PipelineRun> runs(String pipeline, int limit, @Nullable String after) {
        MetadataQuery query =
                MetadataQuery.of(StoredRun.KIND).whereEqual("pipeline", Name.require("pipeline", pipeline));
        return metadata.read(reader -> NumberedPages.newest(reader, query, limit, after)
                        .map(stored -> RunRows.of(reader, StoredRun.from(stored.body()))))
                .map(rows -> rows.record(outputs));
    }

    private boolean stillWaits(MetadataReader reader, StoredRun run) {
        Instant now = clock.instant();
        return run.status() == Status.WAITING
                && (run.due() == null || now.isBefore(run.due()))
                && PendingApproval.find(reader, run)
                        .filter(pending -> pending.satisfied(now))
                        .isEmpty();
    }

    /** {@return what may be the id of a run; other texts are not repeated, whoever they come from} */
    static String requireId(String run) {
        if (!RUN_ID.matcher(run).matches()) {
            throw new NotFoundException("there is no pipeline run of that id: an id is a pipeline's name and a number");
        }
        return run;
    }
}
