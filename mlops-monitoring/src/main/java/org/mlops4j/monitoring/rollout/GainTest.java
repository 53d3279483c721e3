// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.util.Optional;
import org.mlops4j.monitoring.sequential.ArmDifferenceTest;
import org.mlops4j.monitoring.sequential.MeanTest;

/** Feeds what both versions said to labelled requests into the test of one criterion. Not thread-safe. */
final class GainTest {

    private final Gain gain;
    private final Labelled taker;

    private GainTest(Gain gain, Labelled taker) {
        this.gain = gain;
        this.taker = taker;
    }

    /** What is done with a request whose label is known. */
    private interface Labelled {
        void take(double champion, double candidate, double label);
    }

    /** {@return an empty test, if a stage can be judged by the criterion at all} */
    static Optional<GainTest> of(RolloutCriterion criterion, RolloutStage stage) {
        if (stage instanceof RolloutStage.Canary canary) {
            return Optional.of(ofArms(criterion, canary.share()));
        }
        return criterion.measure().paired() ? Optional.of(ofPairs(criterion)) : Optional.empty();
    }

    /** Each request was answered by one of the two. */
    private static GainTest ofArms(RolloutCriterion criterion, double share) {
        RolloutMeasure measure = criterion.measure();
        ArmDifferenceTest test = ArmDifferenceTest.of(0, share, measure.spread());
        return new GainTest(new Gain(criterion, test), (champion, candidate, label) -> {
            boolean second = !Double.isNaN(candidate);
            test.add(second, measure.of(second ? candidate : champion, label));
        });
    }

    /** Both said something to each request. */
    private static GainTest ofPairs(RolloutCriterion criterion) {
        RolloutMeasure measure = criterion.measure();
        MeanTest test = MeanTest.of(0, MeanTest.DEFAULT_TIGHT_AT, measure.spread());
        return new GainTest(new Gain(criterion, test), (champion, candidate, label) -> {
            double difference = measure.of(candidate, label) - measure.of(champion, label);
            if (!Double.isNaN(difference) && !Double.isNaN(candidate + champion)) {
                test.add(difference);
            }
        });
    }

    /**
     * Adds a request.
     *
     * @param champion what the champion said, NaN for nothing
     * @param candidate what the candidate said, NaN for nothing
     * @param label the true value
     */
    void add(double champion, double candidate, double label) {
        taker.take(champion, candidate, label);
    }

    Gain gain() {
        return gain;
    }
}
