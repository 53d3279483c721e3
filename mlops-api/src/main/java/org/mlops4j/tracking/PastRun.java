// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage.Content;

/**
 * A run that ended elsewhere, as {@link Tracking#restore} takes it: another store, another tool. Immutable but for what
 * its points and contents are read from. What a run may hold is checked when it is restored.
 *
 * <pre>{@code
 * tracking.restore(PastRun.builder("late-flights", "mlflow:0b2f", RunStatus.FINISHED)
 *         .started(Instant.parse("2024-05-01T12:00:00Z"))
 *         .ended(Instant.parse("2024-05-01T12:10:00Z"))
 *         .param("depth", Document.of("6"))
 *         .metric("auc", List.of(new MetricPoint(1, Instant.parse("2024-05-01T12:09:00Z"), 0.741)))
 *         .build());
 * }</pre>
 */
public final class PastRun {

    private final RunSpec spec;
    private final String origin;
    private final RunStatus status;
    private final @Nullable Actor actor;
    private final Instant started;
    private final Instant ended;
    private final @Nullable String failure;
    private final @Nullable String note;
    private final SortedMap<String, Document> params;
    private final SortedMap<String, String> tags;
    private final SortedMap<String, Iterable<MetricPoint>> metrics;
    private final List<DatasetRef> datasets;
    private final SortedMap<String, Content> artifacts;
    private final Document environment;

    private PastRun(Builder builder, Instant started, Instant ended) {
        this.spec = builder.spec;
        this.origin = builder.origin;
        this.status = builder.status;
        this.actor = builder.actor;
        this.started = started;
        this.ended = ended;
        this.failure = builder.failure;
        this.note = builder.note;
        this.params = Collections.unmodifiableSortedMap(new TreeMap<>(builder.params));
        this.tags = Collections.unmodifiableSortedMap(new TreeMap<>(builder.tags));
        this.metrics = Collections.unmodifiableSortedMap(new TreeMap<>(builder.metrics));
        this.datasets = List.copyOf(builder.datasets.values());
        this.artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(builder.artifacts));
        this.environment = builder.environment;
    }

    /**
     * {@return a builder for a run that has nothing yet}
     *
     * @param experiment by the rule of {@link Name#require}; made if new
     * @param origin what the run is called where it comes from, unique in the world, such as
     *     {@code mlflow:0b2f4cdd0a2b4c8ba9a5c9a2a5d8f3c1}, by the rule of {@link Name#requireKey}; no second run of one
     *     origin is restored
     * @param status how it ended
     * @throws InvalidException if the experiment or the origin breaks its rule, or the status is RUNNING
     */
    public static Builder builder(String experiment, String origin, RunStatus status) {
        return new Builder(experiment, origin, status);
    }

    /** {@return experiment, name and parent} */
    public RunSpec spec() {
        return spec;
    }

    /** {@return what the run is called where it comes from} */
    public String origin() {
        return origin;
    }

    /** {@return how it ended} */
    public RunStatus status() {
        return status;
    }

    /** {@return who started it, if that is known} */
    public Optional<Actor> findActor() {
        return Optional.ofNullable(actor);
    }

    /** {@return when it began} */
    public Instant started() {
        return started;
    }

    /** {@return when it ended} */
    public Instant ended() {
        return ended;
    }

    /** {@return why it failed, was killed or is lost, if that is known} */
    public Optional<String> findFailure() {
        return Optional.ofNullable(failure);
    }

    /** {@return what people should know of it, if there is a note} */
    public Optional<String> findNote() {
        return Optional.ofNullable(note);
    }

    /** {@return the parameters by key} */
    public SortedMap<String, Document> params() {
        return params;
    }

    /** {@return the tags by key} */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** {@return the points of each metric by key, in any order} */
    public SortedMap<String, Iterable<MetricPoint>> metrics() {
        return metrics;
    }

    /** {@return the data it used, by name} */
    public List<DatasetRef> datasets() {
        return datasets;
    }

    /** {@return where the bytes of the artifacts come from, by name} */
    public SortedMap<String, Content> artifacts() {
        return artifacts;
    }

    /** {@return where it ran, an empty object if that is not known} */
    public Document environment() {
        return environment;
    }

    /** Collects the parts of a past run; of two of one name the later is kept. Not thread-safe. */
    public static final class Builder {

        private final String origin;
        private final RunStatus status;
        private final SortedMap<String, Document> params = new TreeMap<>();
        private final SortedMap<String, String> tags = new TreeMap<>();
        private final SortedMap<String, Iterable<MetricPoint>> metrics = new TreeMap<>();
        private final SortedMap<String, DatasetRef> datasets = new TreeMap<>();
        private final SortedMap<String, Content> artifacts = new TreeMap<>();
        private RunSpec spec;
        private @Nullable Actor actor;
        private @Nullable Instant started;
        private @Nullable Instant ended;
        private @Nullable String failure;
        private @Nullable String note;
        private Document environment = Document.object();

        private Builder(String experiment, String origin, RunStatus status) {
            this.spec = RunSpec.of(experiment);
            this.origin = Name.requireKey("origin", origin);
            this.status = requireNonNull(status, "status");
            if (status == RunStatus.RUNNING) {
                throw new InvalidException("run '" + origin + "' is RUNNING; only a run that has ended is restored");
            }
        }

        /**
         * Names the run, see {@link RunSpec#named}.
         *
         * @return this
         */
        public Builder name(String name) {
            spec = spec.named(name);
            return this;
        }

        /**
         * Makes the run a part of another.
         *
         * @param run the id that the other has in the store into which this one is restored
         * @return this
         */
        public Builder parent(String run) {
            spec = spec.within(run);
            return this;
        }

        /**
         * Says who started the run; without it, whoever restores it.
         *
         * @return this
         */
        public Builder actor(Actor who) {
            actor = requireNonNull(who, "actor");
            return this;
        }

        /**
         * Says when the run began.
         *
         * @return this
         */
        public Builder started(Instant when) {
            started = requireNonNull(when, "started");
            return this;
        }

        /**
         * Says when the run ended; may lie before the beginning, as clocks do go back.
         *
         * @return this
         */
        public Builder ended(Instant when) {
            ended = requireNonNull(when, "ended");
            return this;
        }

        /**
         * Says why the run failed, was killed or is lost; cut after 8 000 characters.
         *
         * @return this
         */
        public Builder failure(String why) {
            failure = requireNonNull(why, "failure");
            return this;
        }

        /**
         * Adds the note, see {@link Run#note}.
         *
         * @return this
         */
        public Builder note(String markdown) {
            note = requireNonNull(markdown, "note");
            return this;
        }

        /**
         * Adds a parameter, see {@link Run#param}.
         *
         * @return this
         */
        public Builder param(String key, Document value) {
            params.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds a tag, see {@link Run#tag}.
         *
         * @return this
         */
        public Builder tag(String key, String value) {
            tags.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds a metric, see {@link Run#metric(String, double, long, Instant)}.
         *
         * @param points in any order; iterated once when the run is restored; a metric without points is left out
         * @return this
         */
        public Builder metric(String key, Iterable<MetricPoint> points) {
            metrics.put(requireNonNull(key, "key"), requireNonNull(points, "points"));
            return this;
        }

        /**
         * Adds data that the run used.
         *
         * @return this
         */
        public Builder dataset(DatasetRef dataset) {
            datasets.put(dataset.name(), dataset);
            return this;
        }

        /**
         * Adds a file as artifact, see {@link Run#artifact(String, Path)}.
         *
         * @return this
         */
        public Builder artifact(String name, Path file) {
            requireNonNull(file, "file");
            return artifact(name, () -> Files.newInputStream(file));
        }

        /**
         * Adds an artifact.
         *
         * @param content opened once when the run is restored
         * @return this
         */
        public Builder artifact(String name, Content content) {
            artifacts.put(requireNonNull(name, "name"), requireNonNull(content, "content"));
            return this;
        }

        /**
         * Says where the run ran.
         *
         * @return this
         */
        public Builder environment(Document where) {
            environment = requireNonNull(where, "environment");
            return this;
        }

        /**
         * {@return the run}
         *
         * @throws InvalidException if beginning or end are not said
         */
        public PastRun build() {
            if (started == null || ended == null) {
                throw new InvalidException("it is not said when run '" + origin + "' "
                        + (started == null ? "began: call started(…)" : "ended: call ended(…)"));
            }
            return new PastRun(this, started, ended);
        }
    }
}
