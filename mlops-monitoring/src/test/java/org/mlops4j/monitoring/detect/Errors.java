// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.SplittableRandom;

/** Streams of 0 and 1 with an error rate that changes, and of other numbers with a mean that does. */
final class Errors {

    private final SplittableRandom random;

    Errors(long seed) {
        random = new SplittableRandom(seed);
    }

    /** {@return one more value} */
    double next(double rate) {
        return random.nextDouble() < rate ? 1 : 0;
    }

    /** {@return so many values of each mean, one mean after the other, evenly spread over a range of 1 around it} */
    double[] numbers(int each, double... means) {
        double[] values = new double[each * means.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = means[i / each] + random.nextDouble() - 0.5;
        }
        return values;
    }

    /** {@return a stream that a detector is made for} */
    double[] stream(DetectorDefinition definition, int each, double... means) {
        return definition.range() == ValueRange.REAL ? numbers(each, means) : stream(each, means);
    }

    /** {@return so many values of each rate, one rate after the other} */
    double[] stream(int each, double... rates) {
        double[] values = new double[each * rates.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(rates[i / each]);
        }
        return values;
    }
}
