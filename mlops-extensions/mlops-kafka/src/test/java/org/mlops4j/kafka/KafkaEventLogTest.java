// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.nio.file.Path;
import java.time.Duration;
import org.mlops4j.spi.EventLog;
import org.mlops4j.testkit.EventLogContract;

class KafkaEventLogTest extends EventLogContract {

    @Override
    protected EventLog open(Path scratch) {
        return KafkaEventLog.builder(Broker.shared().servers())
                .prefix(Broker.prefix(scratch))
                .replicas(1)
                .timeout(Duration.ofSeconds(10))
                .open();
    }
}
