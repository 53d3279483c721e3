// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Event streams as topics of Kafka: predictions, labels and feature events. Start with
 * {@link org.mlops4j.kafka.KafkaEventLog}.
 */
@NullMarked
package org.mlops4j.kafka;

import org.jspecify.annotations.NullMarked;
