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

/**
 * The metrics of one run that goes on. {@link #series} and whether it is lost are thread-safe; the rest belongs to
 * {@link MetricBuffer}.
 */
final class MetricLog {

    private final String run;
    private final RunSeries names;
    private final Map<String, String> series = new ConcurrentHashMap<>();
    private final Limits limits;
    private final SortedMap<String, SummaryBuilder> builders = new TreeMap<>();
    private final SortedSet<String> disordered = new TreeSet<>();
    private volatile boolean lost;

    MetricLog(String run, Limits limits) {
        this.run = run;
        this.names = RunSeries.ofOwner(run);
        this.limits = limits;
    }

    String run() {
        return run;
    }

    /** Notes that the run was found to be declared lost: nothing that is logged from now on belongs to it. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** {@return the series of a metric; checks the key when it is new} */
    String series(String key) {
        String known = series.get(key);
        return known != null ? known : series.computeIfAbsent(limits.requireKey("metric", key), names::name);
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
            builders.put(key, SummaryBuilder.of(store, names.name(key)));
        }
        disordered.clear();
    }

    SortedMap<String, MetricSummary> summaries() {
        SortedMap<String, MetricSummary> summaries = new TreeMap<>();
        builders.forEach((key, builder) -> summaries.put(key, builder.build()));
        return summaries;
    }
}
