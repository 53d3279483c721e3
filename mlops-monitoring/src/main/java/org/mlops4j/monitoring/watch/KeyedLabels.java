// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** Labels that are events of a stream, found by a key and the time. */
record KeyedLabels(String stream, String key, String label, Duration within) implements Labels {

    KeyedLabels {
        requireNonNull(stream, "stream");
        requireNonNull(key, "key");
        requireNonNull(label, "label");
        if (within.isNegative()) {
            throw new IllegalArgumentException("a label cannot be known before its prediction, within was " + within);
        }
    }

    @Override
    public DoubleColumn of(PredictionWindow window, EventLog events, Instant known) {
        double[] found = new double[window.count()];
        if (window.count() == 0) {
            return DoubleColumn.of(found);
        }
        Column keys = window.find(key)
                .orElseThrow(() -> new NotFoundException("the predictions have no request field and no feature '" + key
                        + "' by which labels of stream '" + stream + "' could be found"));
        Map<String, TreeMap<Long, Double>> labels = labels(events, window.from(), known);
        LongColumn times = window.rows().longs(PredictionStreams.TIME);
        for (int row = 0; row < found.length; row++) {
            found[row] = first(labels.get(Cells.text(keys, row)), times.get(row));
        }
        return DoubleColumn.of(found);
    }

    @Override
    public Duration wait(Duration maturity) {
        return maturity.compareTo(within) < 0 ? within.plusNanos(1) : maturity;
    }

    private double first(@Nullable TreeMap<Long, Double> ofKey, long predicted) {
        Map.Entry<Long, Double> first = ofKey == null ? null : ofKey.ceilingEntry(predicted);
        return first == null || first.getKey() - predicted > within.toNanos() ? Double.NaN : first.getValue();
    }

    /** {@return by key, then time; rows of one instant come in the order of arrival, so the last one stays} */
    private Map<String, TreeMap<Long, Double>> labels(EventLog events, Instant from, Instant known) {
        Map<String, TreeMap<Long, Double>> labels = new HashMap<>();
        EventLog.Stream found = events.find(stream).orElse(null);
        if (found != null) {
            Table rows = events.scan(stream, from, known);
            Column keys = rows.column(key);
            LongColumn times = rows.longs(found.timeField());
            double[] values = ColumnProfile.inputs(rows.column(label));
            for (int row = 0; row < rows.rowCount(); row++) {
                labels.computeIfAbsent(Cells.text(keys, row), any -> new TreeMap<>())
                        .put(times.get(row), values[row]);
            }
        }
        return labels;
    }
}
