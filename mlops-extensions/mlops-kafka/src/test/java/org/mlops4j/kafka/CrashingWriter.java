// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** Appends until it is killed, and prints the number of each turn when its batch was acknowledged. */
final class CrashingWriter {

    static final String STREAM = "turns";
    static final Schema SCHEMA =
            Schema.of(Field.of("turn", DataType.TIMESTAMP), Field.of("v", new DataType.Vector(300_000)));
    static final int ROWS = 2;

    private CrashingWriter() {}

    static KafkaEventLog open(String servers, String prefix) {
        return KafkaEventLog.builder(servers)
                .prefix(prefix)
                .replicas(1)
                .timeout(Duration.ofSeconds(10))
                .open();
    }

    /** {@return a batch of two rows, each so large that it is a record of its own} */
    static Table turn(long turn) {
        double[] vector = new double[300_000];
        vector[0] = turn;
        Table.Builder rows = Table.builder(SCHEMA);
        for (int i = 0; i < ROWS; i++) {
            rows.add(turn, vector);
        }
        return rows.build();
    }

    public static void main(String[] arguments) {
        long turn = Long.parseLong(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (KafkaEventLog log = open(arguments[0], arguments[1])) {
            log.create(STREAM, SCHEMA, "turn");
            while (true) {
                turn++;
                log.append(STREAM, turn(turn));
                out.println(turn);
            }
        }
    }
}
