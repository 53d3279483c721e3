// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.util.Random;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** Rows for streams. */
final class Flights {

    static final Schema SCHEMA = Schema.of(
            Field.of("landed", DataType.TIMESTAMP),
            Field.of("origin", DataType.STRING),
            Field.nullable("delay", DataType.FLOAT64));

    private Flights() {}

    static Table rows(int size, long seed) {
        Random random = new Random(seed);
        Table.Builder rows = Table.builder(SCHEMA);
        for (int i = 0; i < size; i++) {
            rows.add((long) random.nextInt(1_000_000), "airport " + random.nextInt(40), random.nextGaussian());
        }
        return rows.build();
    }
}
