// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.first;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.sum;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;

/**
 * What is known to go wrong elsewhere: keys glued together, labels that come out twice or not at all, boundaries that
 * depend on the label before, results that depend on the order of arrival, late events that are never loaded.
 */
class DefectsOfOthersTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("a", DataType.INT64),
            Field.of("b", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("x", DataType.FLOAT64));

    private static final Schema LABELS = Schema.of(
            Field.of("a", DataType.INT64), Field.of("b", DataType.INT64), Field.of("time", DataType.TIMESTAMP));

    @TempDir
    private Path directory;

    /** Without a separator both keys are 123. */
    @Test
    void keysThatLookAlikeWhenGluedKeepTheirFeatures() {
        Table events = events(1, 23, 10, 1.0, 12, 3, 10, 2.0);
        assertThat(column(view().feature("x", last(col("x"))), events, labels(1, 23, 20, 12, 3, 20)))
                .containsExactly(1.0, 2.0);
    }

    @Test
    void everyLabelComesOutOnceInItsPlace() {
        // Events that tie, labels that are equal, a label long after the time to live, one of nobody, none in order.
        Table events = events(1, 1, 10, 1.0, 1, 1, 10, 1.0, 1, 1, 10, 3.0);
        Table labels = labels(1, 1, 1_000, 1, 1, 11, 1, 1, 11, 2, 2, 11, 1, 1, 5);
        FeatureView.Builder view =
                view().ttl(Duration.ofNanos(100)).feature("x", last(col("x"))).feature("n", count());
        Table training = training(view, events, labels);
        assertThat(training.rowCount()).isEqualTo(5);
        assertThat(training.longs("time").toArray()).containsExactly(1_000, 11, 11, 11, 5);
        assertThat(training.doubles("n").toArray()).containsExactly(0, 3, 3, 0, 0);
        assertThat(training.doubles("x").toArray()).containsExactly(Double.NaN, 3, 3, Double.NaN, Double.NaN);
    }

    /**
     * An event at the begin of the window and one at its end, seen by a label alone, and by one that follows others.
     */
    @Test
    void theFirstLabelOfAKeyHasTheBoundariesOfTheOthers() {
        Table events = events(1, 1, 100, 1.0, 1, 1, 110, 2.0);
        FeatureView.Builder view = view().feature("x", sum(col("x")).over(Duration.ofNanos(10)));
        double[] alone = column(view, events, labels(1, 1, 110));
        double[] after = column(view, events, labels(1, 1, 105, 1, 1, 109, 1, 1, 110, 1, 1, 111));
        assertThat(alone).containsExactly(1.0);
        assertThat(after).containsExactly(1.0, 1.0, 1.0, 2.0);
    }

    @Test
    void firstAndLastOfEqualTimesAndSumsDoNotDependOnTheOrderOfArrival() {
        FeatureView.Builder view = view().feature("first", first(col("x")))
                .feature("last", last(col("x")))
                .feature("sum", sum(col("x")));
        Table labels = labels(1, 1, 20);
        Table one = training(view, events(1, 1, 10, 1e17, 1, 1, 10, 1.0, 1, 1, 10, -1e17), labels);
        Table other = training(view, events(1, 1, 10, -1e17, 1, 1, 10, 1e17, 1, 1, 10, 1.0), labels);
        for (String feature : new String[] {"first", "last", "sum"}) {
            assertThat(one.doubles(feature).get(0))
                    .as(feature)
                    .isEqualTo(other.doubles(feature).get(0));
        }
        assertThat(one.doubles("sum").get(0)).isEqualTo(1);
    }

    /** The late event lies before all that was materialized. */
    @Test
    void anEventThatComesLateIsServedAllTheSame() {
        FeatureView view = view().feature("n", count())
                .feature("x", sum(col("x")).over(Duration.ofNanos(100)))
                .build();
        FeatureService service = FeatureService.of("s", view);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(service);
            features.push("v", events(1, 1, 90, 1.0));
            features.materialize(service);
            features.push("v", events(1, 1, 10, 2.0));
            features.materialize(service);
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            VectorReader reader = features.reader(service);
            double[] vector = new double[2];
            reader.read(Row.of(reader.request(), 1L, 1L), 100, vector);
            assertThat(vector).containsExactly(2, 3);
        }
    }

    private static FeatureView.Builder view() {
        return FeatureView.named("v").entity("pair", "a", "b").from(EVENTS).eventTime("at");
    }

    private static double[] column(FeatureView.Builder view, Table events, Table labels) {
        return training(view, events, labels).doubles("x").toArray();
    }

    private static Table training(FeatureView.Builder view, Table events, Table labels) {
        FeatureService service = FeatureService.of("s", view.build());
        return TrainingSet.of(service, Map.of("v", events), labels, "time").table();
    }

    private static Table events(double... cells) {
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < cells.length; i += 4) {
            events.add((long) cells[i], (long) cells[i + 1], (long) cells[i + 2], cells[i + 3]);
        }
        return events.build();
    }

    private static Table labels(long... cells) {
        Table.Builder labels = Table.builder(LABELS);
        for (int i = 0; i < cells.length; i += 3) {
            labels.add(cells[i], cells[i + 1], cells[i + 2]);
        }
        return labels.build();
    }
}
