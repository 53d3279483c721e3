// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import org.apache.commons.math3.linear.EigenDecomposition;

/** The directions in which points vary most, and what is left of a point if only these are kept. */
final class PrincipalComponents {

    private final double[] means;
    private final double[][] directions;

    private PrincipalComponents(double[] means, double[][] directions) {
        this.means = means;
        this.directions = directions;
    }

    /**
     * {@return the fewest directions that hold more than a share of the variance; none if nothing varies or is there}
     */
    static PrincipalComponents of(CrossProducts points, double share) {
        if (points.empty()) {
            return new PrincipalComponents(new double[0], new double[0][]);
        }
        EigenDecomposition decomposition = new EigenDecomposition(points.covariance());
        double[] variances = decomposition.getRealEigenvalues();
        double total = 0;
        for (double variance : variances) {
            total += Math.max(0, variance);
        }
        double kept = 0;
        int count = 0;
        while (count < variances.length && total > 0 && kept <= share * total) {
            kept += Math.max(0, variances[count++]);
        }
        double[][] directions = new double[count][];
        for (int i = 0; i < count; i++) {
            directions[i] = decomposition.getEigenvector(i).toArray();
        }
        return new PrincipalComponents(points.means(), directions);
    }

    int count() {
        return directions.length;
    }

    /** Turns a point into what is left of it. */
    void toResidual(double[] point) {
        for (int i = 0; i < point.length; i++) {
            point[i] -= means[i];
        }
        for (double[] direction : directions) {
            double length = 0;
            for (int i = 0; i < point.length; i++) {
                length += direction[i] * point[i];
            }
            // Directions are orthogonal, so what was taken away does not count for the next.
            for (int i = 0; i < point.length; i++) {
                point[i] -= length * direction[i];
            }
        }
    }
}
