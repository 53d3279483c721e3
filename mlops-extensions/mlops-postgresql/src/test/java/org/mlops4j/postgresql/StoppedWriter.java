// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.mlops4j.data.Document;

/** Keeps a write open until a line is entered. */
final class StoppedWriter {

    private StoppedWriter() {}

    public static void main(String[] arguments) {
        try (PostgresStores stores = PostgresStores.builder()
                .url(arguments[0], new Properties())
                .schema(arguments[1])
                .idle(Duration.parse(arguments[2]))
                .open()) {
            stores.metadata().write(w -> {
                w.put("run", "stopped", Document.of("half"), Map.of());
                System.out.println("inside");
                read();
                return w.put("run", "stopped", Document.of("whole"), Map.of());
            });
            System.out.println("done");
        }
    }

    private static void read() {
        try {
            if (System.in.read() < 0) {
                System.exit(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
