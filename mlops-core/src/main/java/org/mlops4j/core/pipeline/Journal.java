// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline.Stage;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * What the owner of a run writes down, behind its {@link Fence}. The transaction after which the owner has nothing to
 * do lays the run down, so there is no moment in which a run that waits or has ended is anybody's. For the owner's
 * thread, but for {@link #items} and {@link #cached}.
 */
final class Journal {

    private static final int KEPT_ATTEMPTS = 20;

    /** A stage that takes its process with it each time is given up, lest it takes all processes. */
    private static final int DEATHS = 5;

    private final Fence fence;
    private final StageOutputs outputs;
    private final InstantSource clock;
    private final StoredRun claimed;
    private RunState state;
    private boolean released;

    Journal(Fence fence, StageOutputs outputs, InstantSource clock, List<Stage> stages) {
        this.fence = fence;
        this.outputs = outputs;
        this.clock = clock;
        this.claimed = fence.run();
        this.state = RunState.found(
                stages, outputs.records(fence.metadata().read(reader -> Stages.rows(reader, claimed.id()))));
    }

    StoredRun run() {
        return claimed;
    }

    /** {@return whether the run still is in the hands of who writes here} */
    boolean stands() {
        return fence.stands();
    }

    RunState state() {
        return state;
    }

    Instant now() {
        return clock.instant();
    }

    /** {@return whether the run was laid down, so that nothing can be written any more} */
    boolean released() {
        return released;
    }

    /** Lets no stage begin any more. */
    void halt() {
        state = state.halt();
    }

    /**
     * {@return whether a try of a stage begins, or goes on with another look; a stage in which the process died too
     * often has failed now}
     */
    boolean begin(int position, String stage) {
        if (isBetweenLooks(state, position)) {
            // Nothing is to be written: who dies now leaves a stage that is due.
            state = state.with(position, new StageRecord(stage, State.RUNNING, attempts(position), null));
            return true;
        }
        if (isDeadly(state, position)) {
            fail(position, stage, "the process died in it " + DEATHS + " times in a row", null);
            return false;
        }
        return write("pipeline.begin", stage, writer -> begin(writer, state, position))
                .begun()
                .isPresent();
    }

    /** Notes the CPU time of a try, or of one more look of it, to be written down with how it ended. */
    void spent(int position, @Nullable Duration cpu) {
        StageRecord record = requireNonNull(state.record(position));
        List<Attempt> attempts = new ArrayList<>(record.attempts());
        Attempt last = attempts.remove(attempts.size() - 1);
        Duration before = last.cpu();
        Duration sum = before == null || cpu == null ? cpu : before.plus(cpu);
        attempts.add(new Attempt(last.number(), last.started(), last.ended(), last.error(), sum));
        state = state.with(position, new StageRecord(record.name(), record.state(), attempts, record.due()));
    }

    /**
     * Notes the result of a stage and what it changes, and where others can find it if they may; in the same
     * transaction the next stage begins, if one can that is not an approval.
     *
     * @return the position of the stage that has begun, if one has
     */
    OptionalInt finish(int position, String stage, Result result) {
        Document output = requireNonNull(result.output(), "output");
        Document.Fields kept = outputs.keep(output);
        StageRecord finished = new StageRecord(
                stage,
                State.FINISHED,
                ended(position, null),
                null,
                output,
                result.cachedFrom(),
                result.origins(),
                result.input(),
                StageOutputs.digest(kept));
        return write("pipeline.finish", stage, writer -> {
                    result.changes().make(writer);
                    if (result.key() != null && result.cachedFrom() == null) {
                        StepCache.put(writer, result.key(), claimed.id(), position);
                    }
                    put(writer, position, finished, kept);
                    RunState next = state.with(position, finished);
                    OptionalInt following = following(next);
                    return following.isPresent() ? begin(writer, next, following.getAsInt()) : settle(writer, next);
                })
                .begun();
    }

    /** {@return the rows of the items of a stage} */
    ItemRows items(String stage) {
        return new ItemRows(fence, outputs, stage);
    }

    /**
     * {@return the digest of what a stage can see}
     *
     * @param before the names of the stages that it waited for, directly or not
     */
    Digest input(Set<String> before) {
        return InputDigest.of(claimed, before, state.records().values());
    }

    /** {@return the result that an earlier run has for a key, if one has} */
    Optional<Result> cached(Digest key) {
        return fence.metadata()
                .read(reader -> StepCache.find(reader, key))
                .map(hit -> Result.cached(hit.run(), outputs.record(hit.row()), key));
    }

    /** Notes that a stage is not done. */
    void skip(int position, String stage) {
        commit("pipeline.skip", position, new StageRecord(stage, State.SKIPPED, List.of(), null));
    }

    /** Notes why a try failed, and when the next one comes, if there is one. */
    void fail(int position, String stage, String error, @Nullable Instant due) {
        State as = due == null ? State.FAILED : State.WAITING;
        commit("pipeline.fail", position, new StageRecord(stage, as, ended(position, error), due));
    }

    /** Notes that what a stage waits for is not there yet, and when the next look is due. */
    void lookAgain(int position, Instant due) {
        String stage = state.stages().get(position).name();
        commit("pipeline.wait", position, new StageRecord(stage, State.WAITING, attempts(position), due));
    }

    /** Passes an approval that was given; the run waits for one that was not. */
    void ask(int position, Stage.Approval stage) {
        List<Attempt> begun =
                attempts(position).isEmpty() ? List.of(new Attempt(1, now(), null, null)) : attempts(position);
        StageRecord waiting = new StageRecord(stage.name(), State.WAITING, begun, null);
        write("pipeline.approval", stage.name(), writer -> {
            Stages.put(writer, claimed.id(), position, waiting);
            Optional<PendingApproval> pending = PendingApproval.find(writer, claimed);
            if (pending.filter(p -> p.satisfied(now())).isEmpty()) {
                return settle(writer, state.with(position, waiting));
            }
            Document approvals = GivenApprovals.toDocument(pending.get().given());
            Document.Fields kept = StageOutputs.inline(approvals);
            StageRecord approved = new StageRecord(
                    stage.name(),
                    State.FINISHED,
                    List.of(new Attempt(1, begun.get(0).started(), now(), null)),
                    null,
                    approvals,
                    null,
                    StageOrigins.UNKNOWN,
                    input(Plan.ancestors(claimed.plan(), stage.name())),
                    StageOutputs.digest(kept));
            Stages.put(writer, claimed.id(), position, approved, kept);
            return settle(writer, state.with(position, approved));
        });
    }

    /** Lays the run down if nothing can be done for it now. */
    void rest() {
        write("pipeline.rest", "", writer -> settle(writer, state));
    }

    /** {@return the stage that can begin without asking anybody, if there is one} */
    private OptionalInt following(RunState next) {
        OptionalInt position = next.next(now());
        return position.stream()
                .filter(p -> !(next.stages().get(p) instanceof Stage.Approval) && !isDeadly(next, p))
                .filter(p -> !isBetweenLooks(next, p))
                .findFirst();
    }

    /** {@return the run with a stage that has begun, or that waits for what another has for itself} */
    private Settled begin(MetadataWriter writer, RunState before, int position) {
        Stage stage = before.stages().get(position);
        String exclusive = exclusive(stage);
        if (exclusive != null && !Turns.take(writer, exclusive, claimed.id(), stage.name())) {
            StageRecord waiting = new StageRecord(stage.name(), State.WAITING, attempts(before, position), null);
            Stages.put(writer, claimed.id(), position, waiting);
            return settle(writer, before.with(position, waiting));
        }
        StageRecord begun = begun(before, position);
        Stages.put(writer, claimed.id(), position, begun);
        return new Settled(before.with(position, begun), false, OptionalInt.of(position));
    }

    /** Writes down that a stage is not at work any more. */
    private void put(MetadataWriter writer, int position, StageRecord record, Document.Fields output) {
        Stages.put(writer, claimed.id(), position, record, output);
        String exclusive = exclusive(state.stages().get(position));
        if (exclusive != null) {
            Turns.give(writer, exclusive, claimed.id(), record.name(), now());
        }
    }

    private static @Nullable String exclusive(Stage stage) {
        return stage instanceof Stage.Approval ? null : Plan.options(stage).exclusive();
    }

    private StageRecord begun(RunState before, int position) {
        List<Attempt> attempts = new ArrayList<>(attempts(before, position));
        int number = attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
        attempts.add(new Attempt(number, now(), null, null));
        List<Attempt> kept = attempts.subList(Math.max(0, attempts.size() - KEPT_ATTEMPTS), attempts.size());
        return new StageRecord(before.stages().get(position).name(), State.RUNNING, kept, null);
    }

    private static boolean isBetweenLooks(RunState state, int position) {
        StageRecord record = state.record(position);
        return record != null
                && record.state() == State.WAITING
                && record.lastAttempt().filter(last -> last.ended() == null).isPresent();
    }

    private static boolean isDeadly(RunState state, int position) {
        int deaths = 0;
        for (Attempt attempt : attempts(state, position)) {
            deaths = attempt.ended() == null ? deaths + 1 : 0;
        }
        return deaths >= DEATHS;
    }

    private void commit(String action, int position, StageRecord record) {
        write(action, record.name(), writer -> {
            put(writer, position, record, Document.object());
            return settle(writer, state.with(position, record));
        });
    }

    private Settled settle(MetadataWriter writer, RunState next) {
        Instant now = now();
        RunState reopened = next.reopened();
        if (next.waitingFor().anyMatch(stage -> hasTurn(writer, stage))
                && reopened.next(now).isPresent()) {
            return Settled.goesOn(reopened);
        }
        Status standing = next.standing(now);
        if (standing == null) {
            return Settled.goesOn(next);
        }
        if (standing != Status.WAITING) {
            claimed.released(standing).put(writer);
        } else if (next.halted()) {
            claimed.waiting(now).put(writer);
        } else if (PendingApproval.find(writer, claimed)
                .filter(p -> p.satisfied(now))
                .isPresent()) {
            // It came while another stage was at work.
            return Settled.goesOn(reopened);
        } else {
            claimed.waiting(next.due()).put(writer);
        }
        return Settled.laidDown(next);
    }

    private static boolean hasTurn(MetadataReader reader, Stage stage) {
        String exclusive = exclusive(stage);
        return exclusive != null && Turns.isFree(reader, exclusive);
    }

    private List<Attempt> attempts(int position) {
        return attempts(state, position);
    }

    private static List<Attempt> attempts(RunState state, int position) {
        StageRecord record = state.record(position);
        return record == null ? List.of() : record.attempts();
    }

    private List<Attempt> ended(int position, @Nullable String error) {
        List<Attempt> attempts = new ArrayList<>(attempts(position));
        Attempt last = attempts.remove(attempts.size() - 1);
        attempts.add(new Attempt(last.number(), last.started(), now(), error, last.cpu()));
        return attempts;
    }

    private Settled write(String action, String stage, Function<MetadataWriter, Settled> work) {
        Settled settled = fence.write(action, stage, work);
        state = settled.state();
        released = settled.released();
        return settled;
    }

    /** How a transaction left the run. */
    private record Settled(RunState state, boolean released, OptionalInt begun) {

        static Settled goesOn(RunState state) {
            return new Settled(state, false, OptionalInt.empty());
        }

        static Settled laidDown(RunState state) {
            return new Settled(state, true, OptionalInt.empty());
        }
    }
}
