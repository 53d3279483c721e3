// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of the clients.
 *
 * @param client those that the caller gave: brokers, security
 * @param timeout how long a call waits
 */
record Settings(Map<String, Object> client, Duration timeout) {

    /** The rows of a part, and what is around them. */
    static final int MOST_RECORD_BYTES = BatchPart.MOST_BYTES + (1 << 20);

    private static final int BUFFER_BYTES = 8 * MOST_RECORD_BYTES;

    Map<String, Object> admin() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, milliseconds());
        return settings;
    }

    /** Every record is on all brokers that are in step before it is acknowledged, and there once. */
    Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_RECORD_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, milliseconds() / 2));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, milliseconds());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) milliseconds());
        return settings;
    }

    Map<String, Object> consumer() {
        Map<String, Object> settings = admin();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Only what is there is asked for, and a fetch that waits for more would hold up what is asked next.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_RECORD_BYTES);
        return settings;
    }

    private int milliseconds() {
        return (int) timeout.toMillis();
    }
}
