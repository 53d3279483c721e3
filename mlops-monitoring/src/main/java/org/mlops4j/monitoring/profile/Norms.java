// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.BitSet;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.VectorColumn;

/** Euclidean norms of vectors. */
final class Norms {

    private Norms() {}

    /** {@return the norm of each row; null where the vector is, NaN if a component is NaN} */
    static DoubleColumn of(VectorColumn vectors) {
        double[] norms = new double[vectors.size()];
        double[] components = new double[vectors.type().size()];
        BitSet nulls = new BitSet();
        for (int row = 0; row < norms.length; row++) {
            if (vectors.isNull(row)) {
                nulls.set(row);
            } else {
                vectors.copyTo(row, components);
                norms[row] = norm(components);
            }
        }
        return DoubleColumn.of(DataType.FLOAT64, norms, nulls);
    }

    /** Scaled by the greatest component, so that no square overflows. */
    private static double norm(double[] components) {
        double greatest = 0;
        for (double component : components) {
            greatest = Math.max(greatest, Math.abs(component));
        }
        if (greatest == 0 || !Double.isFinite(greatest)) {
            return greatest;
        }
        double sum = 0;
        for (double component : components) {
            double scaled = component / greatest;
            sum += scaled * scaled;
        }
        return greatest * Math.sqrt(sum);
    }
}
