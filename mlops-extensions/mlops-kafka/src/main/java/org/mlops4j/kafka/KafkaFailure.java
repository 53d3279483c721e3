// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;

/** Turns what Kafka says into the failures of the library. */
final class KafkaFailure {

    private KafkaFailure() {}

    /** {@return the failure of a call of which nothing was done} */
    static MlopsException of(String what, Throwable failure) {
        Throwable cause = cause(failure);
        String message = "could not " + what + ": " + cause.getMessage();
        if (cause instanceof InvalidTopicException) {
            return new InvalidException(
                    message
                            + ". Kafka takes 249 characters, and two names for the same that differ in '.' and '_' only.",
                    cause);
        }
        return new StorageException(message + remedy(cause), cause);
    }

    /**
     * {@return the failure of an append that was sent} Unless Kafka refused it, some or all of the batch may be there.
     */
    static MlopsException ofAppend(String what, Throwable failure) {
        Throwable cause = cause(failure);
        boolean refused = cause instanceof NotEnoughReplicasException
                || (cause instanceof ApiException && !(cause instanceof RetriableException));
        if (refused) {
            return of(what, cause);
        }
        return new OutcomeUnknownException(
                "no answer came while trying to " + what + ": " + cause.getMessage()
                        + ". The whole batch may be there or come yet, or nothing of it; look before you append it again.",
                cause);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String remedy(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return ". Check that the brokers run and can be reached from here.";
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return ". Check the credentials, and the rights that docs/kafka.md lists.";
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return ". Set replicas to the number of brokers or less.";
        }
        if (cause instanceof NotEnoughReplicasException) {
            return ". Too many brokers are down; nothing is stored until they are back.";
        }
        return "";
    }
}
