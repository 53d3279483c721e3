// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

/** Distances between floats, counted in representable values. */
final class Ulps {

    private long compared;
    private long different;
    private long max;

    /** {@return the greatest distance so far} */
    long max() {
        return max;
    }

    void compare(double[] ours, float[][] theirs) {
        int i = 0;
        for (float[] row : theirs) {
            for (float value : row) {
                long distance = Math.abs((long) order((float) ours[i]) - order(value));
                assertThat(ours[i]).isEqualTo((float) ours[i]);
                max = Math.max(max, distance);
                different += distance == 0 ? 0 : 1;
                compared++;
                i++;
            }
        }
        assertThat(i).isEqualTo(ours.length);
    }

    private static int order(float x) {
        int bits = Float.floatToIntBits(x);
        return bits < 0 ? -1 - (bits & Integer.MAX_VALUE) : bits;
    }

    @Override
    public String toString() {
        return different + " of " + compared + " differ, by at most " + max;
    }
}
