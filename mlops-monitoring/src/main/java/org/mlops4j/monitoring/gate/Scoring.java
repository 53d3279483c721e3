// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.serving.LoadedModel;

/** Tables in, outputs out. */
final class Scoring {

    private Scoring() {}

    /** {@return the first output for each row} */
    static double[] score(LoadedModel model, Table rows) {
        double[][] vectors = vectors(rows, model.inputs().names());
        double[] out = new double[model.predictor().outputs()];
        double[] outputs = new double[vectors.length];
        for (int row = 0; row < outputs.length; row++) {
            model.predictor().predict(vectors[row], out);
            outputs[row] = out[0];
        }
        return outputs;
    }

    /** {@return the named columns of each row; NaN for null} */
    static double[][] vectors(Table rows, List<String> columns) {
        int[] fields = columns.stream().mapToInt(rows.schema()::index).toArray();
        double[][] vectors = new double[rows.rowCount()][fields.length];
        for (int index = 0; index < vectors.length; index++) {
            Row row = rows.row(index);
            for (int i = 0; i < fields.length; i++) {
                vectors[index][i] = row.number(fields[i]);
            }
        }
        return vectors;
    }

    /** {@return a column of numbers or truth values; NaN for null} */
    static double[] column(Table rows, String name) {
        int field = rows.schema().index(name);
        return IntStream.range(0, rows.rowCount())
                .mapToDouble(row -> rows.row(row).number(field))
                .toArray();
    }

    static BinaryScores binary(double[] scores, double[] labels) {
        boolean[] truths = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] != 0 && labels[row] != 1) {
                throw new InvalidException("a label must be 0 or 1, or true or false; there is one of " + labels[row]);
            }
            truths[row] = labels[row] == 1;
        }
        return BinaryScores.of(scores, truths);
    }
}
