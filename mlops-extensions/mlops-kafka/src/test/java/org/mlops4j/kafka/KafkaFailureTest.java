// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;

/** After a batch was sent: what Kafka refused is not there, everything else may be. */
class KafkaFailureTest {

    static Stream<Exception> refusals() {
        return Stream.of(
                new NotEnoughReplicasException("2 of 3"),
                new RecordTooLargeException("9 MB"),
                new TopicAuthorizationException("s"));
    }

    static Stream<Exception> silence() {
        return Stream.of(
                new TimeoutException("30 s"),
                new DisconnectException("gone"),
                new NotEnoughReplicasAfterAppendException("1 of 3"),
                new KafkaException("closed while a send was under way"),
                new InterruptException("interrupted", new InterruptedException()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalStoresNothing(Exception refusal) {
        assertThat(KafkaFailure.ofAppend("append", new ExecutionException(refusal)))
                .isInstanceOf(StorageException.class)
                .hasCause(refusal);
    }

    @ParameterizedTest
    @MethodSource("silence")
    void silenceLeavesTheOutcomeOpen(Exception silence) {
        assertThat(KafkaFailure.ofAppend("append", new ExecutionException(silence)))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasCause(silence);
        // An interrupt marks the thread.
        Thread.interrupted();
    }
}
