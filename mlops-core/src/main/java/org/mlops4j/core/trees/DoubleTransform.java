// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * The transforms of LightGBM, in double. An exponential is that of glibc, which LightGBM calls on most machines;
 * elsewhere a probability may differ by some ulps from LightGBM's.
 *
 * @param kind the formula
 * @param sigmoid the factor of sums in a sigmoid
 * @param divisor by what sums are divided first: the number of trees of a group in a random forest, else 1
 */
public record DoubleTransform(Kind kind, double sigmoid, int divisor) implements OutputTransform {

    /** The sums themselves. */
    public static final DoubleTransform RAW = new DoubleTransform(Kind.IDENTITY, 1, 1);

    /** A formula. */
    public enum Kind {
        /** The sum itself. */
        IDENTITY,
        /** {@code sign(x) x^2}: of models of a root. */
        SIGNED_SQUARE,
        /** {@code exp(x)}. */
        EXPONENTIAL,
        /** {@code 1 / (1 + exp(-sigmoid x))}. */
        SIGMOID,
        /** {@code log(1 + exp(x))}. */
        LOG_ONE_PLUS_EXP,
        /** {@code exp(x[k]) / sum of exp(x[j])} over the groups. */
        SOFTMAX
    }

    @Override
    public int outputs(int groups) {
        return groups;
    }

    @Override
    public void apply(double[] x, int from, int groups, double[] out, int to) {
        for (int g = 0; g < groups; g++) {
            out[to + g] = one(x[from + g] / divisor);
        }
        if (kind == Kind.SOFTMAX) {
            softmax(groups, out, to);
        }
    }

    private double one(double x) {
        return switch (kind) {
            case IDENTITY, SOFTMAX -> x;
            case SIGNED_SQUARE -> Math.copySign(x * x, x);
            case EXPONENTIAL -> DoubleExp.of(x);
            case SIGMOID -> 1 / (1 + DoubleExp.of(-sigmoid * x));
            case LOG_ONE_PLUS_EXP -> Math.log1p(DoubleExp.of(x));
        };
    }

    private static void softmax(int groups, double[] out, int to) {
        double max = out[to];
        for (int g = 1; g < groups; g++) {
            max = Math.max(max, out[to + g]);
        }
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            out[to + g] = DoubleExp.of(out[to + g] - max);
            sum += out[to + g];
        }
        for (int g = 0; g < groups; g++) {
            out[to + g] /= sum;
        }
    }
}
