// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.Verdict;

/**
 * How far the stages of a run are, as its owner knows it. What was left unfinished by an owner before counts as not
 * begun, but for its tries.
 *
 * @param stages the stages of the pipeline
 * @param records of those that have begun, by position
 * @param touched the positions whose records this owner wrote
 * @param halted whether no stage may begin any more
 */
record RunState(List<Stage> stages, SortedMap<Integer, StageRecord> records, Set<Integer> touched, boolean halted) {

    /** Takes over the records and positions, which nobody changes any more. */
    RunState {
        records = Collections.unmodifiableSortedMap(records);
        touched = Collections.unmodifiableSet(touched);
    }

    /** {@return the state in which a new owner finds a run} */
    static RunState found(List<Stage> stages, SortedMap<Integer, StageRecord> records) {
        return new RunState(stages, records, Set.of(), false);
    }

    /** {@return this state after a record was written} */
    RunState with(int position, StageRecord record) {
        SortedMap<Integer, StageRecord> more = new TreeMap<>(records);
        more.put(position, record);
        Set<Integer> written = touched;
        if (!touched.contains(position)) {
            written = new HashSet<>(touched);
            written.add(position);
        }
        return new RunState(stages, more, written, halted);
    }

    /** {@return this state if nothing may begin any more} */
    RunState halt() {
        return new RunState(stages, records, touched, true);
    }

    /** {@return the stages that wait for somebody, rather than for a time} */
    Stream<Stage> waitingFor() {
        return records.keySet().stream().filter(this::waitsForSomebody).map(stages::get);
    }

    /** {@return this state if what waits for somebody is to be looked at again} */
    RunState reopened() {
        Set<Integer> without =
                touched.stream().filter(position -> !waitsForSomebody(position)).collect(Collectors.toSet());
        return new RunState(stages, records, without, halted);
    }

    @Nullable StageRecord record(int position) {
        return records.get(position);
    }

    /** {@return the stage that begins next of those that can at an instant, if there is one} */
    OptionalInt next(Instant now) {
        if (halted || isLost()) {
            return OptionalInt.empty();
        }
        Set<String> settled = settled();
        // Of stages with the same priority the first stays.
        return IntStream.range(0, stages.size())
                .filter(position -> isOpen(position, now)
                        && settled.containsAll(stages.get(position).after()))
                .reduce((one, other) -> priority(other) > priority(one) ? other : one);
    }

    /** {@return whether a stage is at work} */
    boolean working() {
        return touched.stream().anyMatch(position -> state(position) == State.RUNNING);
    }

    /** {@return how the run stands if its owner has nothing to do, {@code null} while it has} */
    @Nullable Status standing(Instant now) {
        if (working() || next(now).isPresent()) {
            return null;
        }
        if (IntStream.range(0, stages.size()).anyMatch(this::refused)) {
            return Status.REJECTED;
        }
        if (failed()) {
            return Status.FAILED;
        }
        return settled().size() == stages.size() ? Status.SUCCEEDED : Status.WAITING;
    }

    /** {@return when a stage is tried again, {@code null} if none is} */
    @Nullable Instant due() {
        return records.values().stream()
                .filter(record -> record.state() == State.WAITING)
                .map(StageRecord::due)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private int priority(int position) {
        Stage stage = stages.get(position);
        return stage instanceof Stage.Approval ? 0 : Plan.options(stage).priority();
    }

    private boolean isLost() {
        return failed() || IntStream.range(0, stages.size()).anyMatch(this::refused);
    }

    private boolean failed() {
        return touched.stream().anyMatch(position -> state(position) == State.FAILED);
    }

    private boolean refused(int position) {
        StageRecord record = records.get(position);
        return stages.get(position) instanceof Stage.Gate
                && record != null
                && record.output() != null
                && !Verdict.from(record.output()).passes();
    }

    private boolean isOpen(int position, Instant now) {
        StageRecord record = records.get(position);
        if (record == null) {
            return true;
        }
        boolean rested = record.due() == null || !now.isBefore(record.due());
        return switch (record.state()) {
            case FINISHED, SKIPPED -> false;
            case RUNNING, FAILED -> !touched.contains(position);
            case WAITING -> rested && (record.due() != null || !touched.contains(position));
        };
    }

    private boolean waitsForSomebody(int position) {
        StageRecord record = records.get(position);
        return record != null && record.state() == State.WAITING && record.due() == null;
    }

    private Set<String> settled() {
        return records.values().stream()
                .filter(record -> record.state() == State.FINISHED || record.state() == State.SKIPPED)
                .map(StageRecord::name)
                .collect(Collectors.toSet());
    }

    private @Nullable State state(int position) {
        StageRecord record = records.get(position);
        return record == null ? null : record.state();
    }
}
