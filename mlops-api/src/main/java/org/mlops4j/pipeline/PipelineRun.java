// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Changes;
import org.mlops4j.identity.Actor;

/**
 * A run of a pipeline as it was when it was read.
 *
 * @param id unique in the store
 * @param pipeline the name of the pipeline
 * @param status how it stands
 * @param author who started it
 * @param parameters what it was started with
 * @param started when
 * @param priority which of the runs that can go on does, the greatest first
 * @param due when it can go on, if it waits and that is known: the time of the next try, or when the last approval that
 *     was missing came; otherwise {@code null}
 * @param code the digests of the code that carried it on, which is {@code class_path} of its
 *     {@link org.mlops4j.tracking.Environment}, oldest first: several if the code changed while the run waited or lay
 *     down; of many the last 20
 * @param stages the stages that have begun, in the order of the pipeline
 */
public record PipelineRun(
        String id,
        String pipeline,
        Status status,
        Actor author,
        Document parameters,
        Instant started,
        int priority,
        @Nullable Instant due,
        List<Digest> code,
        List<StageRecord> stages) {

    /** Copies the lists. */
    public PipelineRun {
        code = List.copyOf(code);
        stages = List.copyOf(stages);
    }

    /** {@return the record of a stage, if it has begun} */
    public Optional<StageRecord> stage(String name) {
        return stages.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** {@return the CPU time of all tries, as far as it is known and they are kept, see {@link Attempt#cpu}} */
    public Duration cpu() {
        return stages.stream()
                .flatMap(stage -> stage.attempts().stream())
                .map(Attempt::cpu)
                .filter(Objects::nonNull)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * {@return what is different in another run: {@code status}, the fields of {@code parameters}, and the fields of
     * what each stage found out, such as {@code train.auc}} Times, tries and who started the runs do not count.
     */
    public Changes<Document> changesTo(PipelineRun other) {
        return Changes.between(figures(), other.figures());
    }

    private Map<String, Document> figures() {
        Map<String, Document> figures = new TreeMap<>();
        figures.put("status", Document.of(status));
        addFields(figures, "parameters", parameters);
        for (StageRecord stage : stages) {
            if (stage.output() != null) {
                addFields(figures, stage.name(), stage.output());
            }
        }
        return figures;
    }

    private static void addFields(Map<String, Document> figures, String name, Document document) {
        if (document instanceof Document.Fields object) {
            object.fields().forEach((field, value) -> figures.put(name + "." + field, value));
        } else {
            figures.put(name, document);
        }
    }

    /** How a run stands. */
    public enum Status {
        /** Going on, or cut off by the death of its process. */
        RUNNING,
        /** Waiting for an approval, for the time of the next try, or for what a stage of another run has for itself. */
        WAITING,
        /** All stages finished. */
        SUCCEEDED,
        /** A stage threw once too often; can be resumed. */
        FAILED,
        /** A gate did not let it pass. */
        REJECTED,
        /** Somebody ended it. */
        CANCELLED;

        /** {@return whether nothing can come after} */
        public boolean isFinal() {
            return this == SUCCEEDED || this == REJECTED || this == CANCELLED;
        }
    }

    /**
     * A stage that has begun.
     *
     * @param name the stage
     * @param state how it stands
     * @param attempts the tries, oldest first; of many the last 20. An approval has one, a skipped stage none
     * @param due when it is tried again, {@code null} if it is not
     * @param output the result, the verdict or the approvals; {@code null} before
     * @param cachedFrom the run that had found the output out, {@code null} if this one did
     * @param origins what the output came from; unknown before there is one
     * @param inputDigest of what the stage could see: the parameters, and by stage the digests of the outputs of those
     *     that it waited for; {@code null} before there is an output
     * @param outputDigest the {@link Document#digest()} of the output; {@code null} before
     */
    public record StageRecord(
            String name,
            State state,
            List<Attempt> attempts,
            @Nullable Instant due,
            @Nullable Document output,
            @Nullable String cachedFrom,
            StageOrigins origins,
            @Nullable Digest inputDigest,
            @Nullable Digest outputDigest) {

        /** Creates the record of a stage that has no output. */
        public StageRecord(String name, State state, List<Attempt> attempts, @Nullable Instant due) {
            this(name, state, attempts, due, null, null, StageOrigins.UNKNOWN, null, null);
        }

        /** Copies the attempts. */
        public StageRecord {
            requireNonNull(origins, "origins");
            attempts = List.copyOf(attempts);
        }

        /** {@return whether it finished} */
        public boolean finished() {
            return state == State.FINISHED;
        }

        /** {@return the number of the last try, 1 for the first; 0 if there was none} */
        public int attempt() {
            return lastAttempt().map(Attempt::number).orElse(0);
        }

        /** {@return why the last try failed, {@code null} if it did not} */
        public @Nullable String error() {
            return lastAttempt().map(Attempt::error).orElse(null);
        }

        /** {@return the last try, if there was one} */
        public Optional<Attempt> lastAttempt() {
            return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
        }
    }

    /** How a stage stands. */
    public enum State {
        /** At work, or cut off by the death of its process. */
        RUNNING,
        /** Waiting for approvals, for the time of its next try, or for what another stage has for itself. */
        WAITING,
        /** Has its output. */
        FINISHED,
        /** Threw once too often. */
        FAILED,
        /** Its condition did not hold. */
        SKIPPED
    }

    /**
     * A try of a stage.
     *
     * @param number 1 for the first
     * @param started when it began
     * @param ended when it ended; {@code null} while it goes on, and for ever if its process died
     * @param error why it failed, or {@code null}
     * @param cpu the CPU time of the threads in which the pipeline was at work, of all looks and items together; not of
     *     threads that the stage started by itself. {@code null} until it ended, or if the machine does not tell
     */
    public record Attempt(
            int number,
            Instant started,
            @Nullable Instant ended,
            @Nullable String error,
            @Nullable Duration cpu) {

        /** Creates a try of which the CPU time is not known, such as one that goes on. */
        public Attempt(int number, Instant started, @Nullable Instant ended, @Nullable String error) {
            this(number, started, ended, error, null);
        }

        /** {@return how long it took by the clock, not less than no time if that was put back; empty until it ended} */
        public Optional<Duration> took() {
            return Optional.ofNullable(ended)
                    .map(end -> end.isBefore(started) ? Duration.ZERO : Duration.between(started, end));
        }
    }
}
