// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.features.store.FeatureStore;

/** A feature store whose events are in Kafka, in two processes. */
class KafkaFeatureStoreTest {

    @TempDir
    private Path directory;

    @Test
    void whatOneProcessPushesAnotherServesToTheBit() {
        Table events = Payments.events(400, 21);
        try (Mlops one = mlops("one");
                FeatureStore pushing = FeatureStore.on(one);
                Mlops two = mlops("two");
                FeatureStore serving = FeatureStore.on(two)) {
            pushing.apply(Payments.SERVICE);
            serving.apply(Payments.SERVICE);
            pushing.push("payments", events.slice(0, 300));
            for (int row = 300; row < events.rowCount(); row++) {
                pushing.push("payments", events.row(row));
            }
            pushing.flush();
            assertThat(Payments.served(serving.reader(Payments.SERVICE))).containsExactly(Payments.expected(events));
        }
    }

    private Mlops mlops(String process) {
        return Mlops.builder()
                .directory(directory.resolve(process))
                .events(CrashingWriter.open(Broker.shared().servers(), Broker.prefix(directory)))
                .open();
    }
}
