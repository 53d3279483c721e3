// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mlops4j.error.InvalidException;

/**
 * How weighted sums become outputs: the inverse link functions of generalised linear models (P. McCullagh, J. Nelder,
 * Generalized Linear Models, 1989, section 2.2). By {@link StrictMath}: the same bits on every machine.
 */
enum Link {
    /** The sum itself. */
    IDENTITY,
    /** The probability whose log-odds the sum is. */
    LOGIT,
    /** The mean whose logarithm the sum is, as of Poisson and gamma models. */
    LOG,
    /** The mean whose reciprocal the sum is. */
    INVERSE,
    /** The mean the reciprocal of whose square the sum is; NaN unless the sum is positive. */
    INVERSE_SQUARED,
    /** The mean whose square root the sum is. */
    SQRT,
    /** The probability p for which {@code ln(-ln(1 - p))} is the sum. */
    CLOGLOG,
    /** The probability that a standard Cauchy variable is at most the sum. */
    CAUCHIT,
    /** The probabilities of classes, each of which has a sum of its own. */
    SOFTMAX;

    static Link parse(String text) {
        return Arrays.stream(values())
                .filter(link -> link.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidException("the link of a linear model is one of "
                        + Arrays.stream(values()).map(Link::text).collect(Collectors.joining(", ")) + "; was '" + text
                        + "'"));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Turns sums into outputs, in place. */
    void apply(double[] sums, int count) {
        if (this == SOFTMAX) {
            softmax(sums, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            sums[i] = mean(sums[i]);
        }
    }

    private double mean(double sum) {
        return switch (this) {
            case IDENTITY, SOFTMAX -> sum;
            case LOGIT -> 1 / (1 + StrictMath.exp(-sum));
            case LOG -> StrictMath.exp(sum);
            case INVERSE -> 1 / sum;
            case INVERSE_SQUARED -> sum > 0 ? 1 / Math.sqrt(sum) : Double.NaN;
            case SQRT -> sum * sum;
            // expm1 keeps the digits of small probabilities.
            case CLOGLOG -> -StrictMath.expm1(-StrictMath.exp(sum));
            case CAUCHIT -> 0.5 + StrictMath.atan(sum) / Math.PI;
        };
    }

    /** The greatest is taken off first, so that no exponential overflows. */
    private static void softmax(double[] sums, int count) {
        double greatest = sums[0];
        for (int i = 1; i < count; i++) {
            greatest = Math.max(greatest, sums[i]);
        }
        double total = 0;
        for (int i = 0; i < count; i++) {
            sums[i] = StrictMath.exp(sums[i] - greatest);
            total += sums[i];
        }
        for (int i = 0; i < count; i++) {
            sums[i] /= total;
        }
    }
}
