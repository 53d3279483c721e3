// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;

/**
 * A metric in the terms of the business: a value of each row, as a mean or a sum. Rows without output or label, and
 * those of which the function says NaN, are left out.
 *
 * @param name such as {@code profit}
 * @param value the value of a row
 */
public record BusinessMetric(String name, RowValue value) {

    /** Checks that the parts are there. */
    public BusinessMetric {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }

    /**
     * {@return a metric whose values are those of an expression, so that it can be stored} It reads the output of the
     * model as {@code output}, the label as {@code label} and all else by the names of the columns; null says nothing
     * about a row. Of the functions of the catalogue it may use arithmetic, comparison, logic and choice.
     *
     * <pre>{@code
     * BusinessMetric.of("saved", Expression.parse("case when output < 0.5 then 0 when label = 1 then amount else -5 end"))
     * }</pre>
     *
     * @throws InvalidException if it uses another function
     */
    public static BusinessMetric of(String name, Expression value) {
        return new BusinessMetric(name, new Formula(value));
    }

    /**
     * {@return the metric whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static BusinessMetric from(Document document) {
        return of(
                document.get("name").text(),
                Expression.parse(document.get("value").text()));
    }

    /**
     * {@return the form in which metrics are stored: the name, and the text of the expression}
     *
     * @throws IllegalStateException if the values are those of code, which cannot be stored
     */
    public Document toDocument() {
        if (value instanceof Formula formula) {
            return Document.object()
                    .with("name", name)
                    .with("value", formula.expression().text());
        }
        throw new IllegalStateException(
                "the metric '" + name + "' is code, which cannot be stored; make it of an expression");
    }

    /**
     * {@return the mean of the values; normal interval} Undefined without rows.
     *
     * @param inputs as many rows as outputs and labels
     */
    public Estimate mean(double[] outputs, double[] labels, Table inputs) {
        return Estimate.mean(name, values(outputs, labels, inputs));
    }

    /**
     * {@return the sum of the values} The interval is that of the sum over as many other rows of the same kind; without
     * rows the sum is 0.
     *
     * @param inputs as many rows as outputs and labels
     */
    public Estimate sum(double[] outputs, double[] labels, Table inputs) {
        double[] values = values(outputs, labels, inputs);
        Sample sample = Sample.of(values);
        return values.length == 0
                ? Estimate.point(name, 0, 0)
                : Estimate.normal(
                        name, sample.mean() * values.length, sample.standardError() * values.length, values.length);
    }

    /** {@return the mean over a table that holds outputs and labels too} */
    public Estimate mean(Table rows, String output, String label) {
        return mean(Numbers.of(rows.column(output)), Numbers.of(rows.column(label)), rows);
    }

    /** {@return the sum over a table that holds outputs and labels too} */
    public Estimate sum(Table rows, String output, String label) {
        return sum(Numbers.of(rows.column(output)), Numbers.of(rows.column(label)), rows);
    }

    private double[] values(double[] outputs, double[] labels, Table inputs) {
        if (outputs.length != labels.length || outputs.length != inputs.rowCount()) {
            throw new InvalidException("there must be an output, a label and an input for each row, got "
                    + outputs.length + " outputs, " + labels.length + " labels and " + inputs.rowCount() + " inputs");
        }
        double[] values = new double[outputs.length];
        Arrays.setAll(
                values,
                row -> Double.isNaN(outputs[row]) || Double.isNaN(labels[row])
                        ? Double.NaN
                        : value.of(outputs[row], labels[row], inputs.row(row)));
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }
}
