// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/** A small symmetric matrix that may be singular. Immutable. */
final class SymmetricMatrix {

    /** Eigenvalues below this share of the greatest are zeros that rounding has moved. */
    private static final double SINGULAR = 1e-12;

    private final double[][] rows;

    private SymmetricMatrix(double[][] rows) {
        this.rows = rows;
    }

    /** {@return a matrix of these rows, which are copied} */
    static SymmetricMatrix of(double[][] rows) {
        return new SymmetricMatrix(copy(rows));
    }

    SymmetricMatrix times(double factor) {
        double[][] product = copy(rows);
        for (double[] row : product) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= factor;
            }
        }
        return new SymmetricMatrix(product);
    }

    SymmetricMatrix plus(SymmetricMatrix other) {
        double[][] sum = copy(rows);
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += other.rows[i][j];
            }
        }
        return new SymmetricMatrix(sum);
    }

    /** {@return how many eigenvalues are not 0} */
    int rank() {
        return new Eigen(copy(rows)).rank();
    }

    /** {@return v'A⁺v with the pseudo-inverse A⁺} */
    double inverseForm(double[] v) {
        return new Eigen(copy(rows)).inverseForm(v);
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    /** Eigenvalues and vectors by C. G. J. Jacobi's rotations (1846), each of which makes one element 0. */
    private static final class Eigen {

        private static final int SWEEPS = 50;

        private final double[][] values;
        private final double[][] vectors;

        Eigen(double[][] matrix) {
            this.values = matrix;
            this.vectors = new double[matrix.length][matrix.length];
            for (int i = 0; i < matrix.length; i++) {
                vectors[i][i] = 1;
            }
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                for (int p = 0; p < matrix.length; p++) {
                    for (int q = p + 1; q < matrix.length; q++) {
                        rotate(p, q);
                    }
                }
            }
        }

        int rank() {
            int rank = 0;
            for (int i = 0; i < values.length; i++) {
                rank += values[i][i] > least() ? 1 : 0;
            }
            return rank;
        }

        double inverseForm(double[] v) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                double along = 0;
                for (int j = 0; j < v.length; j++) {
                    along += vectors[j][i] * v[j];
                }
                sum += values[i][i] > least() ? along * along / values[i][i] : 0;
            }
            return sum;
        }

        private double least() {
            double greatest = 0;
            for (int i = 0; i < values.length; i++) {
                greatest = Math.max(greatest, values[i][i]);
            }
            return SINGULAR * greatest;
        }

        private void rotate(int p, int q) {
            if (values[p][q] == 0) {
                return;
            }
            double ratio = (values[q][q] - values[p][p]) / (2 * values[p][q]);
            double tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
            double cosine = 1 / Math.hypot(1, tangent);
            double sine = tangent * cosine;
            for (int k = 0; k < values.length; k++) {
                double kp = values[k][p];
                values[k][p] = cosine * kp - sine * values[k][q];
                values[k][q] = sine * kp + cosine * values[k][q];
            }
            for (int k = 0; k < values.length; k++) {
                double pk = values[p][k];
                values[p][k] = cosine * pk - sine * values[q][k];
                values[q][k] = sine * pk + cosine * values[q][k];
            }
            for (int k = 0; k < values.length; k++) {
                double kp = vectors[k][p];
                vectors[k][p] = cosine * kp - sine * vectors[k][q];
                vectors[k][q] = sine * kp + cosine * vectors[k][q];
            }
        }
    }
}
