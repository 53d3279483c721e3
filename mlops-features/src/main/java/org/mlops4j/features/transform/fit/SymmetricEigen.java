// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

/** The eigenvalues and eigenvectors of a symmetric matrix. The same bits for the same matrix, everywhere. */
/*
 * Jacobi's method: rotations turn one element after another into zero, row by row, until those beside the diagonal are
 * nothing to those on it. It needs no more than + - * / and the square root, which IEEE 754 fixes to the bit.
 * G. H. Golub, C. F. Van Loan, Matrix computations, 1996, section 8.4.
 */
final class SymmetricEigen {

    private static final int MAX_SWEEPS = 60;

    private final double[][] matrix;
    private final double[][] vectors;

    private SymmetricEigen(double[][] matrix) {
        this.matrix = matrix;
        this.vectors = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            vectors[i][i] = 1;
        }
    }

    static SymmetricEigen of(double[][] symmetric) {
        double[][] copy = new double[symmetric.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = symmetric[i].clone();
        }
        SymmetricEigen eigen = new SymmetricEigen(copy);
        for (int sweep = 0; sweep < MAX_SWEEPS && eigen.sweep(); sweep++) {
            // Each sweep squares what is left beside the diagonal; few are needed.
        }
        return eigen;
    }

    double value(int index) {
        return matrix[index][index];
    }

    /** {@return the vector of length 1 of an eigenvalue} */
    double[] vector(int index) {
        double[] vector = new double[vectors.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = vectors[i][index];
        }
        return vector;
    }

    private boolean sweep() {
        boolean rotated = false;
        for (int p = 0; p < matrix.length; p++) {
            for (int q = p + 1; q < matrix.length; q++) {
                double small = Math.ulp(Math.sqrt(Math.abs(matrix[p][p])) * Math.sqrt(Math.abs(matrix[q][q])));
                if (Math.abs(matrix[p][q]) > small / 4) {
                    rotate(p, q);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private void rotate(int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double t = theta < 0 ? -tangent : tangent;
        double cosine = 1 / Math.sqrt(t * t + 1);
        double sine = t * cosine;
        for (int k = 0; k < matrix.length; k++) {
            double a = matrix[k][p];
            double b = matrix[k][q];
            matrix[k][p] = cosine * a - sine * b;
            matrix[k][q] = sine * a + cosine * b;
        }
        for (int k = 0; k < matrix.length; k++) {
            double a = matrix[p][k];
            double b = matrix[q][k];
            matrix[p][k] = cosine * a - sine * b;
            matrix[q][k] = sine * a + cosine * b;
            double c = vectors[k][p];
            double d = vectors[k][q];
            vectors[k][p] = cosine * c - sine * d;
            vectors[k][q] = sine * c + cosine * d;
        }
        matrix[p][q] = 0;
        matrix[q][p] = 0;
    }
}
