// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.spi.MetadataWriter;

/**
 * What the owner of a run writes down, behind its {@link Fence}. The transaction after which the owner has nothing to
 * do lays the run down, so there is no moment in which a run that waits or has ended is anybody's. For the owner's
 * thread, but for {@link #items} and {@link #cached}.
 */
final class Journal {

    private final Fence fence;
    private final StageOutputs outputs;
    private final InstantSource clock;
    private final StoredRun claimed;
    private RunState state;
    private OptionalInt first = OptionalInt.empty();
    private @Nullable StoredRun laidDown;

    /** The journal of a run that was taken up just now; who took it up earlier is still to be {@link #recall}ed. */
    Journal(Fence fence, StageOutputs outputs, InstantSource clock, List<Stage> stages) {
        this.fence = fence;
        this.outputs = outputs;
        this.clock = clock;
        this.claimed = fence.run();
        this.state = RunState.found(stages, Collections.emptySortedMap());
    }

    /** Begins the first stage in the transaction in which a run is taken up, if nobody had taken it up before. */
    void beginFirst(MetadataWriter writer) {
        if (!claimed.takenUpBefore()) {
            OptionalInt position = following(state);
            if (position.isPresent()) {
                first = settled(begin(writer, state, position.getAsInt())).begun();
            }
        }
    }

    /** {@return the stage that began when the run was taken up, if one did} */
    OptionalInt first() {
        return first;
    }

    /** Reads how far the owners before came, if there were any. */
    void recall() {
        if (claimed.takenUpBefore()) {
            state = RunState.found(
                    state.stages(),
                    outputs.records(fence.metadata().read(reader -> Stages.rows(reader, claimed.id()))));
        }
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
        return laidDown != null;
    }

    /** {@return the run as it was laid down} */
    PipelineRun outcome() {
        return requireNonNull(laidDown, "laidDown").record(state.records().values());
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
            state = state.with(
                    position,
                    new StageRecord(stage, State.RUNNING, tries(position).all(), null));
            return true;
        }
        if (tries(position).deadly()) {
            fail(position, stage, Tries.death(), null);
            return false;
        }
        return write("pipeline.begin", stage, writer -> begin(writer, state, position))
                .begun()
                .isPresent();
    }

    /** Notes the CPU time of a try, or of one more look of it, to be written down with how it ended. */
    void spent(int position, @Nullable Duration cpu) {
        StageRecord record = requireNonNull(state.record(position));
        List<Attempt> tries = Tries.of(record).spent(cpu).all();
        state = state.with(position, new StageRecord(record.name(), record.state(), tries, record.due()));
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
                tries(position).ended(now(), null).all(),
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
        commit(
                "pipeline.fail",
                position,
                new StageRecord(stage, as, tries(position).ended(now(), error).all(), due));
    }

    /** Notes that what a stage waits for is not there yet, and when the next look is due. */
    void lookAgain(int position, Instant due) {
        String stage = state.stages().get(position).name();
        commit(
                "pipeline.wait",
                position,
                new StageRecord(stage, State.WAITING, tries(position).all(), due));
    }

    /** Passes an approval that was given; the run waits for one that was not. */
    void ask(int position, Stage.Approval stage) {
        Tries asked = tries(position).all().isEmpty() ? tries(position).begun(now()) : tries(position);
        StageRecord waiting = new StageRecord(stage.name(), State.WAITING, asked.all(), null);
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
                    asked.ended(now(), null).all(),
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
                .filter(p -> !(next.stages().get(p) instanceof Stage.Approval))
                .filter(p -> !Tries.of(next.record(p)).deadly())
                .filter(p -> !isBetweenLooks(next, p))
                .findFirst();
    }

    /** {@return the run with a stage that has begun, or that waits for what another has for itself} */
    private Settled begin(MetadataWriter writer, RunState before, int position) {
        Stage stage = before.stages().get(position);
        String exclusive = Plan.exclusive(stage);
        if (exclusive != null && !Turns.take(writer, exclusive, claimed.id(), stage.name())) {
            StageRecord waiting = new StageRecord(
                    stage.name(),
                    State.WAITING,
                    Tries.of(before.record(position)).all(),
                    null);
            Stages.put(writer, claimed.id(), position, waiting);
            return settle(writer, before.with(position, waiting));
        }
        Tries tries = Tries.of(before.record(position)).begun(now());
        StageRecord begun = new StageRecord(stage.name(), State.RUNNING, tries.all(), null);
        Stages.put(writer, claimed.id(), position, begun);
        return Settled.begun(before.with(position, begun), position);
    }

    /** Writes down that a stage is not at work any more. */
    private void put(MetadataWriter writer, int position, StageRecord record, Document.Fields output) {
        Stages.put(writer, claimed.id(), position, record, output);
        String exclusive = Plan.exclusive(state.stages().get(position));
        if (exclusive != null) {
            Turns.give(writer, exclusive, claimed.id(), record.name(), now());
        }
    }

    private static boolean isBetweenLooks(RunState state, int position) {
        StageRecord record = state.record(position);
        return record != null
                && record.state() == State.WAITING
                && record.lastAttempt().filter(last -> last.ended() == null).isPresent();
    }

    private void commit(String action, int position, StageRecord record) {
        write(action, record.name(), writer -> {
            put(writer, position, record, Document.object());
            return settle(writer, state.with(position, record));
        });
    }

    private Settled settle(MetadataWriter writer, RunState next) {
        return Settled.of(writer, claimed, next, now());
    }

    private Tries tries(int position) {
        return Tries.of(state.record(position));
    }

    private Settled write(String action, String stage, Function<MetadataWriter, Settled> work) {
        return settled(fence.write(action, stage, work));
    }

    private Settled settled(Settled settled) {
        state = settled.state();
        laidDown = settled.laidDown();
        return settled;
    }
}
