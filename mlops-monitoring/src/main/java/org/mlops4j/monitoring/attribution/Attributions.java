// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.attribution;

import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Column;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.serving.Explainer;

/**
 * How much each input of a model counted, row by row: the sizes of its Shapley values, summed over the outputs. The
 * importance of an input is the mean of these. Rows that the explainer cannot explain, because a value of theirs is NaN
 * or infinite, are left out. Immutable.
 */
public final class Attributions {

    private final List<String> inputs;
    private final double[][] rows;

    private Attributions(List<String> inputs, double[][] rows) {
        this.inputs = List.copyOf(inputs);
        this.rows = rows;
    }

    /**
     * {@return how much the columns of a table count for a model}
     *
     * @param explainer such as {@code mlops.serving().explainer("fraud@champion", "attribution drift")} gives
     * @param rows the inputs in the model's order: numbers, or truth values as 1 and 0; null is missing
     * @throws IncompatibleException if there are not as many columns as the model has inputs, or one is no number
     */
    public static Attributions of(Explainer explainer, Table rows) {
        if (rows.schema().size() != explainer.inputs()) {
            throw new IncompatibleException("the model has " + explainer.inputs() + " inputs, the table "
                    + rows.schema().size() + " columns: "
                    + String.join(", ", rows.schema().names()));
        }
        double[][] columns = new double[explainer.inputs()][];
        Arrays.setAll(columns, input -> numbers(rows, input));
        double[] row = new double[explainer.inputs()];
        double[] explained = new double[explainer.groups() * (row.length + 1)];
        double[][] sizes = new double[rows.rowCount()][row.length];
        for (int i = 0; i < sizes.length; i++) {
            for (int input = 0; input < row.length; input++) {
                row[input] = columns[input][i];
            }
            explainer.explain(row, explained);
            for (int input = 0; input < row.length; input++) {
                for (int group = 0; group < explainer.groups(); group++) {
                    sizes[i][input] += Math.abs(explained[group * (row.length + 1) + input]);
                }
            }
        }
        return new Attributions(rows.schema().names(), finite(sizes));
    }

    /**
     * {@return attributions that were computed elsewhere, such as by the SHAP library}
     *
     * @param inputs the names of the inputs
     * @param values for each row one of each input, of any sign; copied
     * @throws IncompatibleException if a row has another number of values
     */
    public static Attributions of(List<String> inputs, double[][] values) {
        double[][] sizes = new double[values.length][];
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != inputs.size()) {
                throw new IncompatibleException("row " + row + " has " + values[row].length
                        + " attributions, there are " + inputs.size() + " inputs");
            }
            sizes[row] = Arrays.stream(values[row]).map(Math::abs).toArray();
        }
        return new Attributions(inputs, finite(sizes));
    }

    /** {@return the names of the inputs, unmodifiable} */
    public List<String> inputs() {
        return inputs;
    }

    /** {@return the number of rows that could be explained} */
    public int rows() {
        return rows.length;
    }

    /** {@return the importance of an input: its mean attribution; NaN without rows} */
    public double importance(int input) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[input];
        }
        return sum / rows.length;
    }

    double size(int row, int input) {
        return rows[row][input];
    }

    private static double[][] finite(double[][] rows) {
        return Arrays.stream(rows)
                .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
                .toArray(double[][]::new);
    }

    private static double[] numbers(Table table, int index) {
        Column column = table.column(index);
        if (column instanceof StringColumn || column instanceof VectorColumn) {
            throw new IncompatibleException(
                    "input '" + table.schema().field(index).name() + "' is "
                            + column.type().text() + "; a model takes numbers");
        }
        return ColumnProfile.inputs(column);
    }
}
