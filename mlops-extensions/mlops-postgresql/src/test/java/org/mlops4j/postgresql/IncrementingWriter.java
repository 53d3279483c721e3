// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataStore;

/** Adds one to a document again and again, once a line was entered. */
final class IncrementingWriter {

    private IncrementingWriter() {}

    public static void main(String[] arguments) throws IOException {
        try (PostgresStores stores = PostgresStores.builder()
                .url(arguments[0], new Properties())
                .schema(arguments[1])
                .open()) {
            System.out.println("open");
            if (System.in.read() >= 0) {
                increment(stores.metadata(), Integer.parseInt(arguments[2]));
            }
        }
    }

    static void increment(MetadataStore store, int times) {
        for (int i = 0; i < times; i++) {
            store.write(w -> w.put(
                    "counter",
                    "1",
                    Document.of(
                            w.find("counter", "1").map(d -> d.body().whole()).orElse(0L) + 1),
                    Map.of()));
        }
    }
}
