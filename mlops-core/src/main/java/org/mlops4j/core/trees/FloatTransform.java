// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * The transforms of XGBoost, computed in float as XGBoost does. An exponential is that of glibc, whose {@code expf}
 * XGBoost calls on most machines; elsewhere a probability may differ by 1 or 2 ulps from XGBoost's.
 */
public enum FloatTransform implements OutputTransform {
    /** The sum itself. */
    IDENTITY,
    /** {@code 1 / (1 + exp(-x))}. */
    LOGISTIC,
    /** {@code exp(x)}. */
    EXPONENTIAL,
    /** 1 if the sum is positive, else 0. */
    HINGE,
    /** {@code exp(x[k]) / sum of exp(x[j])} over the groups. */
    SOFTMAX,
    /** The number of the group with the greatest sum, the first of equals. */
    ARG_MAX,
    /** The sums in ascending order. */
    ASCENDING,
    /** The first sum, and on from it steps of {@code 1e-6 + ln(1 + exp(x))}, one for each further sum. */
    SOFTPLUS_STEPS;

    private static final float LEAST_STEP = 1e-6f;

    /** Beyond it the exponential of a float overflows. */
    private static final float MAX_EXPONENT = 88.7f;

    @Override
    public int outputs(int groups) {
        return this == ARG_MAX ? 1 : groups;
    }

    @Override
    public void apply(double[] x, int from, int groups, double[] out, int to) {
        switch (this) {
            case SOFTMAX -> softmax(x, from, groups, out, to);
            case ARG_MAX -> out[to] = argMax(x, from, groups);
            case ASCENDING -> sort(x, from, groups, out, to);
            case SOFTPLUS_STEPS -> steps(x, from, groups, out, to);
            default -> {
                for (int g = 0; g < groups; g++) {
                    out[to + g] = one((float) x[from + g]);
                }
            }
        }
    }

    private float one(float x) {
        return switch (this) {
            case LOGISTIC -> 1.0f / (FloatExp.of(Math.min(-x, MAX_EXPONENT)) + 1.0f);
            case EXPONENTIAL -> FloatExp.of(x);
            case HINGE -> x > 0 ? 1 : 0;
            case IDENTITY, SOFTMAX, ARG_MAX, ASCENDING, SOFTPLUS_STEPS -> x;
        };
    }

    private static void softmax(double[] x, int from, int groups, double[] out, int to) {
        float max = (float) x[from];
        for (int g = 1; g < groups; g++) {
            max = Math.max(max, (float) x[from + g]);
        }
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            float e = FloatExp.of((float) x[from + g] - max);
            out[to + g] = e;
            sum += e;
        }
        for (int g = 0; g < groups; g++) {
            out[to + g] = (float) out[to + g] / (float) sum;
        }
    }

    private static int argMax(double[] x, int from, int groups) {
        int best = 0;
        for (int g = 1; g < groups; g++) {
            if (x[from + g] > x[from + best]) {
                best = g;
            }
        }
        return best;
    }

    /** By insertion: there are few, and equal ones, such as 0 and -0, stay in their order. */
    private static void sort(double[] x, int from, int groups, double[] out, int to) {
        for (int g = 0; g < groups; g++) {
            double value = x[from + g];
            int place = to + g;
            while (place > to && out[place - 1] > value) {
                out[place] = out[place - 1];
                place--;
            }
            out[place] = value;
        }
    }

    private static void steps(double[] x, int from, int groups, double[] out, int to) {
        float value = (float) x[from];
        out[to] = value;
        for (int g = 1; g < groups; g++) {
            value += LEAST_STEP + softplus((float) x[from + g]);
            out[to + g] = value;
        }
    }

    /** The logarithm is computed as double and rounded, where XGBoost calls {@code log1pf}. */
    private static float softplus(float x) {
        float rest = (float) Math.log1p(FloatExp.of(-Math.abs(x)));
        return x > 0 ? x + rest : rest;
    }
}
