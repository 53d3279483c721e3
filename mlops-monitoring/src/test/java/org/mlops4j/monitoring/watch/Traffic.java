// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.PredictionStreams;

/**
 * Predictions and labels of a deployment, as serving logs them: a feature {@code x} that decides the label, one
 * {@code y} that does not, and a model whose scores are right until it is told to guess.
 */
final class Traffic {

    static final String DEPLOYMENT = "late-flights";
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final Features FEATURES = new Features(List.of("x", "y"));

    private final Random random;
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private int requests;

    Traffic(long seed) {
        this.random = new Random(seed);
    }

    /** {@return what the model was trained on} */
    static Table training() {
        Random random = new Random(1);
        return Table.of(
                Schema.of(Field.of("x", DataType.FLOAT64), Field.of("y", DataType.FLOAT64)),
                List.of(
                        DoubleColumn.of(
                                random.doubles(4000, 0, 1).map(u -> 4 * u - 2).toArray()),
                        DoubleColumn.of(random.doubles(4000).toArray())));
    }

    /** Adds a day of requests and their labels, which become known within half a day. */
    Traffic day(int day, int rows, double shift, double noise) {
        for (int i = 0; i < rows; i++) {
            String id = "r" + requests++;
            Instant time = START.plus(Duration.ofDays(day)).plusMillis((86_400_000L * i) / rows);
            double x = 4 * random.nextDouble() - 2;
            double label = random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? 1 : 0;
            double score = 1 / (1 + Math.exp(-2 * (random.nextDouble() < noise ? 4 * random.nextDouble() - 2 : x)));
            predictions.add(new Prediction(id, time, "champion", score, x + shift, random.nextDouble()));
            if (i % 10 != 0) {
                labels.add(new Label(id, time.plusSeconds(1 + random.nextInt(43_000)), label));
            }
        }
        return this;
    }

    List<Prediction> predictions() {
        return predictions;
    }

    List<Label> labels() {
        return labels;
    }

    static void log(Mlops mlops, List<Prediction> predictions, List<Label> labels) {
        String stream = PredictionStreams.predictions(DEPLOYMENT, FEATURES);
        Schema schema = PredictionStreams.predictions(FEATURES, 1);
        mlops.events().create(stream, schema, PredictionStreams.TIME);
        Table.Builder rows = Table.builder(schema);
        predictions.forEach(p -> rows.add(p.id, p.time, "m", 1L, p.route, 1000L, p.score, p.x, p.y));
        mlops.events().append(stream, rows.build());
        mlops.events().create(PredictionStreams.labels(DEPLOYMENT), PredictionStreams.LABELS, PredictionStreams.TIME);
        Table.Builder truths = Table.builder(PredictionStreams.LABELS);
        labels.forEach(l -> truths.add(l.id, l.time, l.value));
        mlops.events().append(PredictionStreams.labels(DEPLOYMENT), truths.build());
    }

    void log(Mlops mlops) {
        log(mlops, predictions, labels);
    }

    record Prediction(String id, Instant time, String route, double score, double x, double y) {}

    record Label(String id, Instant time, double value) {}

    record Features(List<String> names) implements VectorReader {
        @Override
        public Schema request() {
            return Schema.of();
        }

        @Override
        public Digest definition() {
            return Digest.of(String.join(",", names));
        }

        @Override
        public void read(Row request, long time, double[] vector) {
            throw new UnsupportedOperationException("a monitor reads no features");
        }
    }
}
