// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;

/**
 * Drift within the segments of one column: {@code drift.columns[origin=ORD]}, how many features drifted there. The
 * segments are those of the reference, so their number is known beforehand and the level of the policy is split between
 * them (Bonferroni): all segments together raise no more false alarms than one window does.
 */
record SegmentDriftMeasure(String column, Map<String, InputReference> references, DriftPolicy policy)
        implements WindowMeasure {

    /** The reference of a smaller segment is no reference. */
    static final int LEAST_ROWS = 100;

    private static final int[] NO_ROWS = {};

    /** {@return the measure of a column of the reference table} */
    static SegmentDriftMeasure of(String column, Table table, List<String> features, DriftPolicy policy) {
        Map<String, InputReference> references = new LinkedHashMap<>();
        SegmentRows.of(column, table.column(column))
                .mostFrequent(LEAST_ROWS)
                .forEach((suffix, rows) -> references.put(suffix, InputReference.of(table.take(rows), features, null)));
        return new SegmentDriftMeasure(
                column, references, policy.withAlpha(policy.alpha() / Math.max(1, references.size())));
    }

    @Override
    public List<Signal> of(PredictionWindow window) {
        SegmentRows segments = SegmentRows.of(column, window);
        List<Signal> signals = new ArrayList<>();
        references.forEach((value, reference) -> {
            PredictionWindow part = window.take(segments.rows().getOrDefault(value, NO_ROWS));
            signals.add(DriftMeasure.columns(
                    part,
                    Drift.between(reference.profile(), part.inputs(), policy),
                    DriftMeasure.COLUMNS + SegmentRows.suffix(column, value)));
        });
        return signals;
    }
}
