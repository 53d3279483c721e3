// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.stddev;
import static org.mlops4j.features.Features.sum;

import java.time.Instant;
import java.util.Map;
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
import org.mlops4j.features.store.TrainingSet;

/** Random payments by cards, features of them, and the batch answer. */
final class Payments {

    static final Schema SCHEMA = Schema.of(
            Field.of("card", DataType.STRING),
            Field.of("paid", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.nullable("amount", DataType.FLOAT64));

    static final FeatureView VIEW = FeatureView.named("payments")
            .entity("card", DataType.STRING)
            .from(SCHEMA)
            .eventTime("paid")
            .availableAt("known")
            .feature("payments_10m", count().over(minutes(10)))
            .feature("spent_1h", sum(col("amount")).over(hours(1)))
            .feature("deviation_1h", stddev(col("amount")).over(hours(1)))
            .feature("large_share", mean(col("amount").gt(50)))
            .build();

    static final FeatureService SERVICE = FeatureService.of("fraud", VIEW);
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant END = START.plusSeconds(2 * 3_600);
    static final int CARDS = 30;

    private Payments() {}

    /** {@return payments of two hours, in no order, some known later than they were made} */
    static Table events(int size, long seed) {
        Random random = new Random(seed);
        Table.Builder events = Table.builder(SCHEMA);
        for (int i = 0; i < size; i++) {
            Instant paid = START.plusMillis(random.nextInt(7_200_000));
            Instant known = random.nextBoolean() ? paid : paid.plusSeconds(random.nextInt(1_200));
            Double amount = random.nextInt(9) == 0 ? null : (Double) (random.nextDouble() * 100);
            events.add("card " + random.nextInt(CARDS), paid, known, amount);
        }
        return events.build();
    }

    /** {@return the bits that are served for all cards, and for one without payments} */
    static long[] served(VectorReader reader) {
        int features = reader.names().size();
        long[] bits = new long[features * (CARDS + 1)];
        double[] vector = new double[features];
        for (int card = 0; card <= CARDS; card++) {
            reader.read(Row.of(reader.request(), "card " + card), Times.nanos(END), vector);
            for (int f = 0; f < features; f++) {
                bits[card * features + f] = Double.doubleToRawLongBits(vector[f]);
            }
        }
        return bits;
    }

    /** {@return the same bits, from all events at once} */
    static long[] expected(Table events) {
        Table.Builder labels =
                Table.builder(Schema.of(Field.of("card", DataType.STRING), Field.of("time", DataType.TIMESTAMP)));
        for (int card = 0; card <= CARDS; card++) {
            labels.add("card " + card, END);
        }
        Table inputs = TrainingSet.of(SERVICE, Map.of("payments", events), labels.build(), "time")
                .inputs();
        int features = SERVICE.featureNames().size();
        long[] bits = new long[features * (CARDS + 1)];
        for (int card = 0; card <= CARDS; card++) {
            for (int f = 0; f < features; f++) {
                bits[card * features + f] = Double.doubleToRawLongBits(
                        inputs.doubles(SERVICE.featureNames().get(f)).get(card));
            }
        }
        return bits;
    }
}
