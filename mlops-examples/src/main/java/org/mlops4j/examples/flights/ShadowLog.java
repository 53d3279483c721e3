// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.serving.PredictionStreams;

/** What champion and shadow said to the same requests, and what really happened. */
final class ShadowLog {

    private static final Schema BOTH = Schema.of(
            Field.of("champion", DataType.FLOAT64),
            Field.of("shadow", DataType.FLOAT64),
            Field.of("label", DataType.FLOAT64));

    private final Mlops mlops;
    private final VectorReader features;

    ShadowLog(Mlops mlops, VectorReader features) {
        this.mlops = mlops;
        this.features = features;
    }

    /** {@return champion against shadow on the requests of a time that both answered and whose label is known} */
    PairedComparison compare(Instant from, Instant to) {
        mlops.serving().find(Training.MODEL).orElseThrow().flush();
        Table predictions = mlops.events().scan(PredictionStreams.predictions(Training.MODEL, features), from, to);
        Map<String, Double> labels = labels(from, to);
        Map<String, Double> champion = new HashMap<>();
        Table.Builder both = Table.builder(BOTH);
        for (int i = 0; i < predictions.rowCount(); i++) {
            String id = Objects.requireNonNull(
                    predictions.strings(PredictionStreams.REQUEST_ID).get(i));
            double output = predictions.doubles("output.0").get(i);
            if ("champion".equals(predictions.strings("route").get(i))) {
                champion.put(id, output);
            } else if (labels.containsKey(id) && champion.containsKey(id)) {
                both.add(champion.get(id), output, labels.get(id));
            }
        }
        Table rows = both.build();
        return PairedComparison.auc(
                BinaryScores.of(rows, "champion", "label"), BinaryScores.of(rows, "shadow", "label"));
    }

    private Map<String, Double> labels(Instant from, Instant to) {
        Table known = mlops.events().scan(PredictionStreams.labels(Training.MODEL), from, to);
        Map<String, Double> labels = new HashMap<>();
        for (int i = 0; i < known.rowCount(); i++) {
            labels.put(
                    Objects.requireNonNull(
                            known.strings(PredictionStreams.REQUEST_ID).get(i)),
                    known.doubles("label").get(i));
        }
        return labels;
    }
}
