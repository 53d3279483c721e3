// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes topics, and names them.
 *
 * @param admin creates them
 * @param prefix what their names begin with
 * @param replicas how many brokers hold a copy of each
 * @param synced whether brokers bring each record to the disk before they acknowledge it
 */
record Topics(Admin admin, String prefix, int replicas, boolean synced) {

    /** {@return the topic of the definitions of all streams} No stream has that name, because of the dot. */
    String catalogue() {
        return prefix + "-streams";
    }

    String of(String stream) {
        return prefix + "." + stream;
    }

    /** Makes a topic of one partition that is kept for ever; does nothing if it is there. */
    void create(String topic) {
        // With one copy less than there are, a broker may be away, and what is acknowledged is on two of three.
        Map<String, String> settings = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(Settings.MOST_RECORD_BYTES),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(Math.max(1, replicas - 1)),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false",
                TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
                synced ? "1" : Long.toString(Long.MAX_VALUE));
        try {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) replicas).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw KafkaFailure.of("create topic " + topic, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailure.of("create topic " + topic, e);
        }
    }
}
