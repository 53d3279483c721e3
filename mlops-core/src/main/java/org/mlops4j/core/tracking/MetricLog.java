// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mlops4j.data.Name;
import org.mlops4j.tracking.MetricSummary;

/** The metrics of one run that goes on. {@link #series} is thread-safe; the rest belongs to {@link MetricBuffer}. */
final class MetricLog {

    private final String run;
    private final Map<String, String> series = new ConcurrentHashMap<>();
    private final SortedMap<String, SummaryBuilder> builders = new TreeMap<>();

    MetricLog(String run) {
        this.run = run;
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
        return known != null ? known : series.computeIfAbsent(Name.requireKey("metric", key), k -> seriesOf(run, k));
    }

    void add(MetricBuffer.Logged logged) {
        builders.computeIfAbsent(logged.key(), key -> new SummaryBuilder()).add(logged.point());
    }

    SortedMap<String, MetricSummary> summaries() {
        SortedMap<String, MetricSummary> summaries = new TreeMap<>();
        builders.forEach((key, builder) -> summaries.put(key, builder.build()));
        return summaries;
    }
}
