// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import org.mlops4j.data.Document;
import org.mlops4j.monitoring.sequential.SequentialTest;

/**
 * How much better the candidate is by one criterion of a plan.
 *
 * @param criterion what is measured, and how much of it may be lost
 * @param test of the difference of candidate and champion
 */
record Gain(RolloutCriterion criterion, SequentialTest test) {

    /** {@return whether more is lost than may be} */
    boolean harmful(double level) {
        return test.upper(level) < -criterion.margin();
    }

    /** {@return whether no more is lost than may be} */
    boolean enough(double level) {
        return test.lower(level) > -criterion.margin();
    }

    /** {@return what is compared, if it is not what the rollout is judged by} */
    String name() {
        return "gain of " + Document.of(criterion.measure().kind()).text();
    }
}
