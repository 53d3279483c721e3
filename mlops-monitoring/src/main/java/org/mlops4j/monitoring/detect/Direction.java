// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.function.Supplier;

/** Which changes of the mean a detector looks for. */
public enum Direction {
    /** The mean rises, as an error rate does when a model decays. */
    INCREASE,
    /** The mean falls. */
    DECREASE,
    /** The mean rises or falls. */
    BOTH;

    /** {@return whether a change of this size is looked for} */
    boolean includes(double change) {
        return switch (this) {
            case INCREASE -> change > 0;
            case DECREASE -> change < 0;
            case BOTH -> true;
        };
    }

    /** {@return a test for changes of this direction, made of tests for increases} */
    ChangeTest test(Supplier<ChangeTest> increase, ValueRange range) {
        return switch (this) {
            case INCREASE -> increase.get();
            case DECREASE -> new MirroredTest(increase.get(), range);
            case BOTH -> new TwoSidedTest(increase.get(), new MirroredTest(increase.get(), range));
        };
    }
}
