// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Instant;
import java.util.stream.IntStream;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.tracking.Run;

/** Training sets out of history, and runs that make versions out of them. */
final class Training {

    /** The model, its experiment and its deployment share one name. */
    static final String MODEL = "late-flights";

    private static final Schema OUTPUT = Schema.of(Field.of("probability", DataType.FLOAT64));

    private final Mlops mlops;
    private final FeatureStore features;
    private final Table flights;

    Training(Mlops mlops, FeatureStore features, Table flights) {
        this.mlops = mlops;
        this.features = features;
        this.flights = flights;
    }

    /**
     * {@return the flights that departed in [from, to) and have landed by now, with what was known at each departure}
     *
     * @param service which features
     */
    TrainingSet set(FeatureService service, Instant from, Instant to) {
        return features.trainingSet(service, labels(service, from, to), "departed");
    }

    /**
     * Trains in a run of its own, measures on rows that the model has not seen, and registers the version.
     *
     * @param key under which the version is registered, once
     * @param train what to learn from
     * @param test what to measure on
     */
    ModelVersion train(String key, TrainingSet train, TrainingSet test, Story story) {
        try (Run run = mlops.tracking().start(MODEL)) {
            run.params(LateModel.parameters());
            run.param("rows", train.table().rowCount());
            run.dataset("train", train.table(), "flights-2001.csv.gz, point in time");
            run.dataset("test", test.table(), "flights-2001.csv.gz, point in time");
            byte[] model = LateModel.train(train.table(), train.features(), (round, logLoss) -> {
                run.metric("train.log_loss", logLoss, round);
                story.progress("training, log loss " + Math.round(logLoss * 1e4) / 1e4, round * 100 / 60);
            });
            BinaryPerformance measured = BinaryPerformance.of(
                    LateModel.judged(LateModel.score(model, test.table(), test.features()), test.table()));
            measured.estimates().stream()
                    .filter(estimate -> estimate.defined())
                    .forEach(estimate -> run.metric("test." + estimate.metric(), estimate.value()));
            return run.register(
                    MODEL,
                    ModelPackage.xgboost(model)
                            .signature(new Signature(train.inputs().schema(), OUTPUT))
                            .features(train.definition())
                            .idempotencyKey(key));
        }
    }

    /** {@return the rows that {@link #set} asks features for: requests with their label} */
    Table labels(FeatureService service, Instant from, Instant to) {
        LongColumn departed = flights.longs("departed");
        LongColumn landed = flights.longs("landed");
        long now = Times.nanos(mlops.clock().instant());
        int[] rows = IntStream.range(0, flights.rowCount())
                .filter(i -> departed.get(i) >= Times.nanos(from)
                        && departed.get(i) < Times.nanos(to)
                        && landed.get(i) <= now)
                .toArray();
        Table chosen = flights.take(rows);
        DoubleColumn delays = chosen.doubles("delay");
        double[] late = new double[rows.length];
        for (int i = 0; i < late.length; i++) {
            late[i] = delays.get(i) > Flights.LATE_MINUTES ? 1 : 0;
        }
        return chosen.select(service.request().names())
                .with(Field.of(LateModel.LABEL, DataType.FLOAT64), DoubleColumn.of(late));
    }
}
