// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters, tags and metrics that are logged as one, see {@link Run#log}. Not thread-safe; may be logged to several
 * runs.
 *
 * <pre>{@code
 * run.log(new RunBatch().param("depth", 6).tag("team", "ml").metric("auc", 0.741, 100));
 * }</pre>
 */
public final class RunBatch {

    private final SortedMap<String, Object> params = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final List<Metric> metrics = new ArrayList<>();

    /** An empty batch. */
    public RunBatch() {}

    /**
     * Adds a parameter, see {@link Run#param}.
     *
     * @return this
     */
    public RunBatch param(String key, Object value) {
        params.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
        return this;
    }

    /**
     * Adds a tag, see {@link Run#tag}.
     *
     * @return this
     */
    public RunBatch tag(String key, String value) {
        tags.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
        return this;
    }

    /**
     * Adds a point of a metric that is timed when the batch is logged, see {@link Run#metric(String, double, long)}.
     *
     * @return this
     */
    public RunBatch metric(String key, double value, long step) {
        metrics.add(new Metric(requireNonNull(key, "key"), value, step, null));
        return this;
    }

    /**
     * Adds a point of a metric that was measured at a time.
     *
     * @return this
     */
    public RunBatch metric(String key, double value, long step, Instant time) {
        metrics.add(new Metric(requireNonNull(key, "key"), value, step, requireNonNull(time, "time")));
        return this;
    }

    /** {@return the parameters; a view} */
    public Map<String, Object> params() {
        return Collections.unmodifiableMap(params);
    }

    /** {@return the tags; a view} */
    public Map<String, String> tags() {
        return Collections.unmodifiableMap(tags);
    }

    /** {@return the points in the order in which they were added; a view} */
    public List<Metric> metrics() {
        return Collections.unmodifiableList(metrics);
    }

    /**
     * A point of a metric.
     *
     * @param key the metric
     * @param value any double
     * @param step the position on the caller's axis
     * @param time when it was measured, {@code null} for the time at which the batch is logged
     */
    public record Metric(
            String key, double value, long step, @Nullable Instant time) {}
}
