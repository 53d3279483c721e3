// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

/**
 * How a deployment logs its predictions. The log is written by a thread of its own from a bounded queue.
 *
 * @param sample the share of requests that is logged, in [0, 1]; a request is in or out by a hash of its id, so
 *     champion, shadow and label of one request are in or out together
 * @param whenFull what happens when the queue is full
 */
public record PredictionLogging(double sample, WhenFull whenFull) {

    /** Checks the share. */
    public PredictionLogging {
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("sample must be in [0, 1], was " + sample);
        }
    }

    /** {@return no log} */
    public static PredictionLogging off() {
        return new PredictionLogging(0, WhenFull.DROP);
    }

    /** {@return a log of that share of the requests, never in the way of a prediction} */
    public static PredictionLogging sample(double share) {
        return new PredictionLogging(share, WhenFull.DROP);
    }

    /** {@return a log of every request that makes predictions wait rather than lose one, for replays and audits} */
    public static PredictionLogging complete() {
        return new PredictionLogging(1, WhenFull.WAIT);
    }

    /** What happens to a prediction that finds the queue full. */
    public enum WhenFull {
        /** It is not logged, and counted in {@link DeploymentStatus#unlogged()}. */
        DROP,
        /** It waits for room. */
        WAIT
    }
}
