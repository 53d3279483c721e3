// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.sum;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;

/** Entities whose keys are truth values and instants, in training and serving, over a restart. */
class OnlineKeysTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("flag", DataType.BOOLEAN),
            Field.of("slot", DataType.TIMESTAMP),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("x", DataType.FLOAT64));

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final FeatureView FLAGS = FeatureView.named("flags")
            .entity("flag", DataType.BOOLEAN)
            .from(EVENTS)
            .eventTime("at")
            .feature("of_flag", sum(col("x")))
            .build();
    private static final FeatureView SLOTS = FeatureView.named("slots")
            .entity("slot", DataType.TIMESTAMP)
            .from(EVENTS)
            .eventTime("at")
            .feature("of_slot", sum(col("x")))
            .build();
    private static final FeatureView BOTH = FeatureView.named("both")
            .entity("both", "flag", "slot")
            .from(EVENTS)
            .eventTime("at")
            .feature("of_both", count())
            .build();
    private static final FeatureService SERVICE = FeatureService.of("keys", FLAGS, SLOTS, BOTH);

    @TempDir
    private Path directory;

    @Test
    void truthValuesAndInstantsAreKeys() {
        Instant early = Instant.parse("1969-12-31T23:59:59.999999999Z");
        Table events = Table.builder(EVENTS)
                .add(true, NOON, NOON.minusSeconds(30), 1.0)
                .add(false, NOON, NOON.minusSeconds(20), 2.0)
                .add(true, early, NOON.minusSeconds(10), 4.0)
                .build();
        Table.Builder asked = Table.builder(SERVICE.request().with(Field.of("time", DataType.TIMESTAMP)));
        for (boolean flag : new boolean[] {true, false}) {
            for (Instant slot : new Instant[] {NOON, early, NOON.plusNanos(1)}) {
                asked.add(flag, slot, NOON);
            }
        }
        Table requests = asked.build();
        Table training;
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            for (FeatureView view : SERVICE.views()) {
                features.push(view.name(), events);
            }
            training = features.trainingSet(SERVICE, requests, "time").inputs();
            assertThat(training.doubles("of_flag").toArray()).containsExactly(5, 5, 5, 2, 2, 2);
            assertThat(training.doubles("of_slot").toArray()).containsExactly(3, 4, Double.NaN, 3, 4, Double.NaN);
            assertThat(training.doubles("of_both").toArray()).containsExactly(1, 1, 0, 1, 0, 0);
            requireServed(features, requests, training);
            features.materialize(SERVICE);
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            requireServed(features, requests, training);
            FeatureService flags = FeatureService.of("flags", FLAGS);
            assertThat(features.vector(flags, true, Map.of())).containsExactly(5);
        }
    }

    private static void requireServed(FeatureStore features, Table requests, Table training) {
        VectorReader reader = features.reader(SERVICE);
        double[] vector = new double[3];
        for (int row = 0; row < requests.rowCount(); row++) {
            Row request = requests.row(row);
            reader.read(request, Times.nanos(NOON), vector);
            assertThat(vector)
                    .containsExactly(
                            training.doubles("of_flag").get(row),
                            training.doubles("of_slot").get(row),
                            training.doubles("of_both").get(row));
        }
    }
}
