// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.mlops4j.data.Document;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.serving.PredictionStreams;

/**
 * How much is asked, how recently and how fast it is answered: {@code volume}, {@code freshness} (seconds from the
 * newest prediction to the end of the window), {@code latency.p50} and {@code latency.p99} (milliseconds, exact, of
 * features and model together).
 */
record TrafficMeasure() implements WindowMeasure {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;

    @Override
    public List<Signal> of(PredictionWindow window) {
        SortedMap<String, long[]> latencies = latencies(window);
        long[] all = sorted(latencies.values().stream().flatMapToLong(Arrays::stream));
        return List.of(
                window.signal("volume", window.count(), Document.object().with("versions", counts(latencies))),
                window.signal("freshness", freshness(window), Document.object()),
                latency(window, "latency.p50", 0.5, all, latencies),
                latency(window, "latency.p99", 0.99, all, latencies));
    }

    private static double freshness(PredictionWindow window) {
        if (window.count() == 0) {
            return Double.NaN;
        }
        long newest = window.rows().longs(PredictionStreams.TIME).get(window.count() - 1);
        return (Times.nanos(window.to()) - newest) / NANOS_A_SECOND;
    }

    private static Signal latency(
            PredictionWindow window, String name, double share, long[] all, Map<String, long[]> versions) {
        Document.Fields byVersion = Document.object();
        for (Map.Entry<String, long[]> version : versions.entrySet()) {
            byVersion = byVersion.with(version.getKey(), quantile(version.getValue(), share));
        }
        return window.signal(name, quantile(all, share), Document.object().with("versions", byVersion));
    }

    /** {@return the least latency, in milliseconds, that at least this share of the predictions had or kept below} */
    private static double quantile(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)] / NANOS_A_MILLI;
    }

    /** {@return the latencies of each version in ascending order} */
    private static SortedMap<String, long[]> latencies(PredictionWindow window) {
        SortedMap<String, LongStream.Builder> found = new TreeMap<>();
        if (window.count() > 0) {
            LongColumn nanos = window.rows().longs("latency_nanos");
            for (int row = 0; row < window.count(); row++) {
                found.computeIfAbsent(window.version(row), any -> LongStream.builder())
                        .add(nanos.get(row));
            }
        }
        SortedMap<String, long[]> latencies = new TreeMap<>();
        found.forEach((version, all) -> latencies.put(version, sorted(all.build())));
        return latencies;
    }

    private static long[] sorted(LongStream values) {
        return values.sorted().toArray();
    }

    private static Document counts(SortedMap<String, long[]> latencies) {
        Document.Fields counts = Document.object();
        for (Map.Entry<String, long[]> version : latencies.entrySet()) {
            counts = counts.with(version.getKey(), version.getValue().length);
        }
        return counts;
    }
}
