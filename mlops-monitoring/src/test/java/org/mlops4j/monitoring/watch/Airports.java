// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.PredictionStreams;

/** A deployment whose requests name an airport and a flight, and whose labels are landings. */
final class Airports {

    static final String DEPLOYMENT = "delays";
    static final String LANDINGS = "landings";
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    static final Schema LANDED = Schema.of(
            Field.of("flight", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("late", DataType.BOOLEAN));

    static final VectorReader READER = new VectorReader() {
        @Override
        public List<String> names() {
            return List.of("load");
        }

        @Override
        public Schema request() {
            return Schema.of(Field.of("airport", DataType.STRING), Field.of("flight", DataType.STRING));
        }

        @Override
        public Digest definition() {
            return Digest.of("airports");
        }

        @Override
        public void read(Row request, long time, double[] vector) {
            throw new UnsupportedOperationException("a monitor reads no features");
        }
    };

    private Airports() {}

    /** {@return what the model was trained on: as many rows of each airport, loads from 0 to 1} */
    static Table training(int rows, String... airports) {
        Random random = new Random(1);
        Table.Builder table =
                Table.builder(Schema.of(Field.of("airport", DataType.STRING), Field.of("load", DataType.FLOAT64)));
        for (int row = 0; row < rows; row++) {
            table.add(airports[row % airports.length], random.nextDouble());
        }
        return table.build();
    }

    /** Logs a day of predictions, {@code rows} for each airport; the loads of one of them are shifted. */
    static void log(Mlops mlops, int day, int rows, String shifted, String... airports) {
        Random random = new Random(day);
        String stream = PredictionStreams.predictions(DEPLOYMENT, READER);
        Schema schema = PredictionStreams.predictions(READER, 1);
        mlops.events().create(stream, schema, PredictionStreams.TIME);
        mlops.events().create(LANDINGS, LANDED, "at");
        Table.Builder predictions = Table.builder(schema);
        Table.Builder landings = Table.builder(LANDED);
        for (int row = 0; row < rows * airports.length; row++) {
            String airport = airports[row % airports.length];
            double load = random.nextDouble() + (airport.equals(shifted) ? 0.5 : 0);
            String flight = airport + row;
            Instant time = START.plus(Duration.ofDays(day)).plusSeconds(row);
            predictions.add(
                    day + "-" + row,
                    time,
                    "m",
                    1L + row % 2,
                    "champion",
                    1_000_000L * (1 + row),
                    load,
                    load,
                    airport,
                    flight);
            boolean late = airport.equals(shifted) == load < 0.75;
            landings.add(flight, time.plus(Duration.ofHours(2)), late);
        }
        mlops.events().append(stream, predictions.build());
        mlops.events().append(LANDINGS, landings.build());
    }
}
