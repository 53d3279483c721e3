// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** What a deployment answered to its callers, and what really happened, as its streams of the event log tell. */
final class Predictions {

    private static final String CHAMPION = "champion";

    private final EventLog events;
    private final String deployment;
    private final VectorReader features;

    Predictions(EventLog events, String deployment, VectorReader features) {
        this.events = events;
        this.deployment = deployment;
        this.features = features;
    }

    /** {@return the features of each answered request, and {@link Monitor#PREDICTION}} Shadows answer nobody. */
    Table inputs(Instant from, Instant to) {
        Table answers = answers(from, to);
        List<Field> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (String name : features.names()) {
            fields.add(Field.nullable(name, DataType.FLOAT64));
            columns.add(answers.column("feature." + name));
        }
        fields.add(Field.nullable(Monitor.PREDICTION, DataType.FLOAT64));
        columns.add(answers.column("output.0"));
        return Table.of(Schema.of(fields), columns);
    }

    /**
     * {@return scores and labels of the requests of a window; NaN for the label that has not come}
     *
     * <p>Labels may come in any order, and more than once: the one that became known last counts, and of several at one
     * instant the one that arrived last.
     */
    Judged judged(Instant from, Instant to, Duration maturity) {
        Table answers = answers(from, to);
        Map<String, Double> labels = labels(from, to.plus(maturity));
        StringColumn ids = answers.strings(PredictionStreams.REQUEST_ID);
        double[] scores = answers.doubles("output.0").toArray();
        double[] known = new double[scores.length];
        boolean[] truths = new boolean[scores.length];
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            Double label = labels.get(id(ids, row));
            if (label != null) {
                known[count] = scores[row];
                truths[count++] = label > 0.5;
            }
        }
        return new Judged(scores.length, BinaryScores.of(Arrays.copyOf(known, count), Arrays.copyOf(truths, count)));
    }

    private Table answers(Instant from, Instant to) {
        String stream = PredictionStreams.predictions(deployment, features);
        Table all = events.schema(stream).isPresent()
                ? events.scan(stream, from, to)
                : Table.builder(PredictionStreams.predictions(features, 1)).build();
        StringColumn routes = all.strings("route");
        return all.take(IntStream.range(0, all.rowCount())
                .filter(row -> CHAMPION.equals(routes.get(row)))
                .toArray());
    }

    private Map<String, Double> labels(Instant from, Instant to) {
        String stream = PredictionStreams.labels(deployment);
        Map<String, Double> labels = new HashMap<>();
        if (events.schema(stream).isPresent()) {
            Table table = events.scan(stream, from, to);
            StringColumn ids = table.strings(PredictionStreams.REQUEST_ID);
            for (int row = 0; row < table.rowCount(); row++) {
                labels.put(id(ids, row), table.doubles("label").get(row));
            }
        }
        return labels;
    }

    private static String id(StringColumn ids, int row) {
        return Objects.requireNonNull(ids.get(row), "request id");
    }

    /**
     * Predictions with their labels.
     *
     * @param answered how many requests were answered
     * @param labelled those whose label has come
     */
    record Judged(int answered, BinaryScores labelled) {}
}
