// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

/** What is left of points: the lengths, and the squares number by number. */
final class ResidualSums {

    private final double[] squares;
    private long count;
    private double sum;
    private double sumOfSquares;

    ResidualSums(int dimension) {
        this.squares = new double[dimension];
    }

    void add(double[] residual) {
        double squared = 0;
        for (int i = 0; i < residual.length; i++) {
            squares[i] += residual[i] * residual[i];
            squared += residual[i] * residual[i];
        }
        count++;
        sum += Math.sqrt(squared);
        sumOfSquares += squared;
    }

    void add(ResidualSums others) {
        count += others.count;
        sum += others.sum;
        sumOfSquares += others.sumOfSquares;
        for (int i = 0; i < squares.length; i++) {
            squares[i] += others.squares[i];
        }
    }

    long count() {
        return count;
    }

    /** {@return the mean length} */
    double mean() {
        return sum / count;
    }

    /** {@return the variance of the lengths, with divisor n} */
    double variance() {
        return Math.max(0, sumOfSquares / count - mean() * mean());
    }

    /** {@return the mean square of a number} */
    double meanSquare(int index) {
        return squares[index] / count;
    }
}
