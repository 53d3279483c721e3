// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;

import java.time.Instant;
import java.util.Random;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;

/** Random steps of forty walkers, features of them by two definitions, and what they are at the end. */
final class Walkers {

    static final Schema EVENTS = Schema.of(
            Field.of("who", DataType.INT64), Field.of("at", DataType.TIMESTAMP), Field.of("x", DataType.FLOAT64));

    static final FeatureView VIEW = FeatureView.named("steps")
            .entity("who", DataType.INT64)
            .from(EVENTS)
            .eventTime("at")
            .feature("mean_2h", mean(col("x")).over(hours(2)))
            .feature("all", count())
            .build();

    /** Another definition, of which no event lies at the time that is read: the features are the same. */
    static final FeatureView INCLUSIVE = FeatureView.named("steps")
            .entity("who", DataType.INT64)
            .from(EVENTS)
            .eventTime("at")
            .feature("mean_2h", mean(col("x")).over(hours(2)))
            .feature("all", count())
            .includeNow()
            .build();

    static final FeatureService SERVICE = FeatureService.of("walkers", VIEW);
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant END = START.plusSeconds(4 * 3_600);
    static final int ENTITIES = 40;

    private Walkers() {}

    /** {@return events of four hours, in no order} */
    static Table events(int size, long seed) {
        Random random = new Random(seed);
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < size; i++) {
            events.add((long) i % ENTITIES, START.plusMillis(random.nextInt(4 * 3_600_000)), random.nextGaussian());
        }
        return events.build();
    }

    static Row request(long who) {
        return Row.of(Schema.of(Field.of("who", DataType.INT64)), who);
    }

    static double[] vectors(FeatureStore features) {
        return vectors(features.reader(SERVICE));
    }

    /** {@return what is read of all entities, and of one without events} */
    static double[] vectors(VectorReader reader) {
        double[] all = new double[2 * (ENTITIES + 1)];
        double[] vector = new double[2];
        for (int who = 0; who <= ENTITIES; who++) {
            reader.read(request(who), Times.nanos(END), vector);
            System.arraycopy(vector, 0, all, 2 * who, 2);
        }
        return all;
    }

    /** {@return the same from the history} */
    static double[] expected(FeatureStore features) {
        Table.Builder requests =
                Table.builder(Schema.of(Field.of("who", DataType.INT64), Field.of("time", DataType.TIMESTAMP)));
        for (long who = 0; who <= ENTITIES; who++) {
            requests.add(who, END);
        }
        Table table = features.recompute(SERVICE, requests.build(), "time");
        double[] all = new double[2 * (ENTITIES + 1)];
        for (int who = 0; who <= ENTITIES; who++) {
            all[2 * who] = table.doubles("mean_2h").get(who);
            all[2 * who + 1] = table.doubles("all").get(who);
        }
        return all;
    }
}
