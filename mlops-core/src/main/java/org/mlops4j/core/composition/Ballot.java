// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.composition;

/** How the outputs of a member count in an ensemble. */
@FunctionalInterface
interface Ballot {

    /** From this on, a single output is a vote for it. */
    double HALF = 0.5;

    /** Adds what the member says, by its weight in [0, 1]. */
    void add(double[] said, int outputs, double weight, double[] sum);

    static void mean(double[] said, int outputs, double weight, double[] sum) {
        for (int i = 0; i < outputs; i++) {
            sum[i] += weight * said[i];
        }
    }

    /** A member that says NaN makes the vote NaN: nobody knows for whom it is. */
    static void vote(double[] said, int outputs, double weight, double[] sum) {
        for (int i = 0; i < outputs; i++) {
            if (Double.isNaN(said[i])) {
                sum[i] = Double.NaN;
            }
        }
        if (outputs == 1) {
            sum[0] += said[0] >= HALF ? weight : 0;
        } else {
            sum[greatest(said, outputs)] += weight;
        }
    }

    private static int greatest(double[] said, int outputs) {
        int greatest = 0;
        for (int i = 1; i < outputs; i++) {
            if (said[i] > said[greatest]) {
                greatest = i;
            }
        }
        return greatest;
    }
}
