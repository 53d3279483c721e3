// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataStore;

/** Adds one to a document again and again. */
final class IncrementingWriter {

    private IncrementingWriter() {}

    public static void main(String[] arguments) {
        try (EmbeddedStores stores = EmbeddedStores.open(Path.of(arguments[0]))) {
            System.out.println("open");
            increment(stores.metadata(), Integer.parseInt(arguments[1]));
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
