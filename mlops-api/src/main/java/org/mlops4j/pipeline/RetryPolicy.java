// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a stage that throws is tried, and how long it rests in between: exponential back-off with jitter. A run
 * that rests is {@link PipelineRun.Status#WAITING} and holds no thread.
 *
 * @param attempts how often in all, 1 to 1 000
 * @param first the rest after the first failure, not negative
 * @param factor by which each further rest is longer, at least 1
 * @param longest no rest is longer than that
 * @param jitter the share of a rest that is left to chance, in [0, 1]: many runs that failed together do not come back
 *     together
 */
public record RetryPolicy(int attempts, Duration first, double factor, Duration longest, double jitter) {

    /** One try; a failure is final until somebody resumes the run. */
    public static final RetryPolicy NEVER = attempts(1);

    /** Checks the parts. */
    public RetryPolicy {
        requireNonNull(first, "first");
        requireNonNull(longest, "longest");
        if (attempts < 1 || attempts > 1_000) {
            throw new IllegalArgumentException("a stage is tried 1 to 1000 times, not " + attempts);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "the first rest is not negative and at most the longest, was " + first + " of " + longest);
        }
        if (!(factor >= 1 && factor <= 1_000)) {
            throw new IllegalArgumentException("rests grow by a factor of 1 to 1000, not " + factor);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is in [0, 1], was " + jitter);
        }
    }

    /**
     * {@return a policy of that many tries in all} It rests a second at first, then twice as long each time, five
     * minutes at most; half of each rest is left to chance.
     */
    public static RetryPolicy attempts(int attempts) {
        return new RetryPolicy(attempts, Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 0.5);
    }

    /** {@return this policy with other rests, each twice as long as the one before} */
    public RetryPolicy resting(Duration from, Duration to) {
        return new RetryPolicy(attempts, from, factor, to, jitter);
    }

    /** {@return this policy with another share of each rest left to chance} */
    public RetryPolicy jitter(double share) {
        return new RetryPolicy(attempts, first, factor, longest, share);
    }

    /**
     * {@return the rest after a failure, to the millisecond: at most {@code first * factor^(failures - 1)} and the
     * longest rest, and at least the part of it that is not left to chance}
     *
     * @param failures how many there were in a row, at least 1
     */
    public Duration rest(int failures, RandomGenerator random) {
        double millis =
                Math.min((double) longest.toMillis(), (double) first.toMillis() * Math.pow(factor, failures - 1.0));
        return Duration.ofMillis((long) (millis * (1 - jitter * random.nextDouble())));
    }
}
