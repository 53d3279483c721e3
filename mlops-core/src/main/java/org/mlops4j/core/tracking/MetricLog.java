// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.mlops4j.data.Limits;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.tracking.MetricSummary;

/** The metrics of one run that goes on. {@link #series} is thread-safe; the rest belongs to {@link MetricBuffer}. */
final class MetricLog {

    private final String run;
    private final Map<String, String> series = new ConcurrentHashMap<>();
    private final Limits limits;
    private final SortedMap<String, SummaryBuilder> builders = new TreeMap<>();
    private final SortedSet<String> disordered = new TreeSet<>();

    MetricLog(String run, Limits limits) {
        this.run = run;
        this.limits = limits;
    }

    String run() {
        return run;
    }

    /** {@return the series that holds a metric of a run} */
    static String seriesOf(String run, String key) {
        return "run/" + run + "/" + key;
    }

    /** {@return the series of a metric; checks the key when it is new} */
    String series(String key) {
        String known = series.get(key);
        return known != null ? known : series.computeIfAbsent(limits.requireKey("metric", key), k -> seriesOf(run, k));
    }

    /** {@return the metric that a series of this run holds} */
    static String keyOf(String run, String series) {
        return series.substring(seriesOf(run, "").length());
    }

    /**
     * Counts a point in that is stored; one from before the latest time may be a repetition, so all are counted anew.
     */
    void add(MetricBuffer.Logged logged) {
        SummaryBuilder builder = builders.computeIfAbsent(logged.key(), key -> new SummaryBuilder());
        if (builder.isLate(logged.point())) {
            disordered.add(logged.key());
        } else {
            builder.add(logged.point());
        }
    }

    /** Counts the points anew of metrics to which one was added out of the order of time. */
    void recount(SeriesStore store) {
        for (String key : disordered) {
            builders.put(key, SummaryBuilder.of(store, seriesOf(run, key)));
        }
        disordered.clear();
    }

    SortedMap<String, MetricSummary> summaries() {
        SortedMap<String, MetricSummary> summaries = new TreeMap<>();
        builders.forEach((key, builder) -> summaries.put(key, builder.build()));
        return summaries;
    }
}
