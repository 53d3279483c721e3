// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Writes to every store until it is killed, and prints the number of each turn when all its writes have returned. */
final class CrashingWriter {

    private CrashingWriter() {}

    public static void main(String[] arguments) {
        long turn = Long.parseLong(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (PostgresStores stores = PostgresStores.builder()
                .url(arguments[0], new Properties())
                .schema(arguments[1])
                .open()) {
            Turns.prepare(stores);
            while (true) {
                turn++;
                Turns.write(stores, turn);
                out.println(turn);
            }
        }
    }
}
