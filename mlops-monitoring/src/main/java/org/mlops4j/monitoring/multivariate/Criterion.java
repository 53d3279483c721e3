// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.drift.Measurement;

/**
 * When a change is drift: if its p-value is below a level <em>and</em> its effect is at least a stated size.
 *
 * @param effect the size from which a change matters, in the unit of the test, above 0
 * @param alpha the level, in (0, 1); divide it by the number of tests if any of several raises an alarm
 */
public record Criterion(double effect, double alpha) {

    /** Checks the numbers. */
    public Criterion {
        if (!(effect > 0)) {
            throw new IllegalArgumentException("the effect from which a change matters must be above 0, was " + effect);
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
        }
    }

    /** {@return the criterion of an effect at the level {@value DriftPolicy#DEFAULT_ALPHA}} */
    public static Criterion ofEffect(double effect) {
        return new Criterion(effect, DriftPolicy.DEFAULT_ALPHA);
    }

    /** {@return a copy with another level} */
    public Criterion withAlpha(double other) {
        return new Criterion(effect, other);
    }

    /**
     * {@return a number of random splits, if a permutation test of as many can fall below the level}
     *
     * @throws IllegalArgumentException if it cannot
     */
    public int requireReachable(int permutations) {
        if (alpha * (permutations + 1.0) <= 1) {
            throw new IllegalArgumentException(permutations + " permutations give no p-value below alpha " + alpha
                    + "; take more than " + (long) (1 / alpha));
        }
        return permutations;
    }

    /**
     * {@return the verdict on a measurement}
     *
     * @param measured its p-value is compared as it is
     * @param effectiveSize the size {@code n m / (n + m)} of the two samples at which a change of the effect would most
     *     likely be seen; NaN if it is unknown, which never suffices
     */
    public DriftResult judge(Measurement measured, double effectiveSize) {
        double size = effectiveSize(measured.referenceRows(), measured.currentRows());
        return judge(measured, size >= effectiveSize, (long) Math.ceil(2 * effectiveSize));
    }

    /** {@return the verdict, given whether the rows suffice and how many would on each side} */
    DriftResult judge(Measurement measured, boolean enough, long neededRows) {
        DriftVerdict verdict = measured.computable() && enough ? DriftVerdict.OK : DriftVerdict.INSUFFICIENT_DATA;
        if (measured.computable() && measured.pValue() < alpha && measured.effect() >= effect) {
            verdict = DriftVerdict.DRIFT;
        }
        return new DriftResult(measured, measured.pValue(), effect, verdict, neededRows);
    }

    /** {@return the size of a sample against a known distribution that tells as much as two samples} */
    static double effectiveSize(long n, long m) {
        return (double) n * m / ((double) n + m);
    }
}
