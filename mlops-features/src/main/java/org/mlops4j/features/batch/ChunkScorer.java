// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.LoadedModel;

/** Scores some rows of a page in the calling thread, and tells which of them cannot be scored. */
record ChunkScorer(LoadedModel model) {

    /**
     * Scores rows.
     *
     * @param inputs the columns of a page in the order of the inputs
     * @param from the first row, inclusive
     * @param to the last row, exclusive
     * @param predicted takes the outputs of all rows of the page, one row after another
     * @param errors takes the reasons of those that are rejected; rows that have one already are left alone
     */
    void score(List<Column> inputs, int from, int to, double[] predicted, @Nullable String[] errors) {
        int width = inputs.size();
        double[] rows = new double[(to - from) * width];
        for (int input = 0; input < width; input++) {
            fill(inputs.get(input), from, to, rows, input, width);
        }
        reject(rows, from, to, errors);
        int[] kept =
                IntStream.range(from, to).filter(row -> errors[row] == null).toArray();
        if (kept.length == to - from) {
            predict(rows, kept, predicted, errors);
        } else if (kept.length > 0) {
            predict(picked(rows, kept, from, width), kept, predicted, errors);
        }
    }

    private static double[] picked(double[] rows, int[] indexes, int from, int width) {
        double[] picked = new double[indexes.length * width];
        for (int i = 0; i < indexes.length; i++) {
            System.arraycopy(rows, (indexes[i] - from) * width, picked, i * width, width);
        }
        return picked;
    }

    /** Rows that are refused together are asked for by halves, until it is known which of them are to blame. */
    private void predict(double[] rows, int[] indexes, double[] predicted, @Nullable String[] errors) {
        int count = indexes.length;
        int outputs = model.predictor().outputs();
        double[] out = new double[count * outputs];
        try {
            model.predictor().predictAll(rows, count, out);
        } catch (InvalidException e) {
            if (count == 1) {
                errors[indexes[0]] = String.valueOf(e.getMessage());
            } else {
                int half = count / 2;
                int cut = half * (rows.length / count);
                predict(Arrays.copyOf(rows, cut), Arrays.copyOf(indexes, half), predicted, errors);
                predict(
                        Arrays.copyOfRange(rows, cut, rows.length),
                        Arrays.copyOfRange(indexes, half, count),
                        predicted,
                        errors);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(out, i * outputs, predicted, indexes[i] * outputs, outputs);
        }
    }

    private static void fill(Column column, int from, int to, double[] rows, int at, int width) {
        int index = at;
        for (int row = from; row < to; row++, index += width) {
            rows[index] = column.isNull(row) ? Double.NaN : number(column, row);
        }
    }

    private static double number(Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        }
        return ((BooleanColumn) column).get(row) ? 1 : 0;
    }

    private void reject(double[] rows, int from, int to, @Nullable String[] errors) {
        Schema inputs = model.inputs();
        for (int input = 0; input < inputs.size(); input++) {
            for (int row = from; !inputs.field(input).nullable() && row < to; row++) {
                if (Double.isNaN(rows[(row - from) * inputs.size() + input]) && errors[row] == null) {
                    errors[row] = "input '" + inputs.field(input).name() + "' is missing";
                }
            }
        }
    }
}
