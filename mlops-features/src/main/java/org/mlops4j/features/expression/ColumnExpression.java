// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.Objects;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;

/**
 * An expression made ready for the columns of tables of one schema. It gives the same bits as a {@link RowExpression}
 * does row by row, function after function over batches of rows that stay in the cache of the processor. Immutable and
 * safe to share between threads; an evaluation allocates a few arrays of the size of a batch.
 */
public final class ColumnExpression {

    private final Schema schema;
    private final ColumnBits evaluator;

    private ColumnExpression(Schema schema, ColumnBits evaluator) {
        this.schema = schema;
        this.evaluator = evaluator;
    }

    /**
     * {@return an evaluator}
     *
     * @param expression a number or a truth value
     * @param schema of the tables to come
     * @throws InvalidException if the expression does not fit the schema, or is no number and no truth value
     * @throws org.mlops4j.error.IncompatibleException if it calls a function written in Java
     */
    public static ColumnExpression compile(Expression expression, Schema schema) {
        return compile(expression, schema, JavaFunctions.none());
    }

    /**
     * {@return an evaluator of an expression that calls functions written in Java} As {@link #compile(Expression,
     * Schema)}.
     *
     * @param functions those that this JVM has
     * @throws org.mlops4j.error.IncompatibleException if one that is called is not among them
     */
    public static ColumnExpression compile(Expression expression, Schema schema, JavaFunctions functions) {
        DataType type = expression.type(schema);
        if (type != DataType.FLOAT64 && type != DataType.BOOLEAN) {
            throw new InvalidException(
                    "only numbers and truth values can be evaluated, but " + expression + " is a " + type.text());
        }
        return new ColumnExpression(schema, new ColumnCompiler(schema, functions).bits(expression));
    }

    /**
     * Evaluates rows of a table.
     *
     * @param table of the schema
     * @param from the first row
     * @param to the row after the last
     * @param target filled with one value a row as {@link RowExpression#bits} gives it
     * @param at the index in the target of the value of the first row
     * @throws InvalidException if the table has another schema
     * @throws IndexOutOfBoundsException if table or target have no such rows
     */
    public void bits(Table table, int from, int to, long[] target, int at) {
        if (!table.schema().equals(schema)) {
            throw new InvalidException(
                    "the expression was made ready for " + schema + ", but the table has " + table.schema());
        }
        Objects.checkFromToIndex(from, to, table.rowCount());
        Objects.checkFromIndexSize(at, to - from, target.length);
        Batch batch = new Batch(table, to - from);
        long[] values = batch.longs();
        for (int start = from; start < to; start += Batch.SIZE) {
            batch.move(start, Math.min(Batch.SIZE, to - start));
            evaluator.fill(batch, values);
            System.arraycopy(values, 0, target, at + start - from, batch.count());
        }
    }

    /**
     * {@return the number of each row of a table, of 1 or 0 for a truth value; NaN for null}
     *
     * @param table of the schema
     * @throws InvalidException if the table has another schema
     */
    public double[] numbers(Table table) {
        long[] bits = new long[table.rowCount()];
        bits(table, 0, bits.length, bits, 0);
        double[] numbers = new double[bits.length];
        for (int row = 0; row < bits.length; row++) {
            numbers[row] = bits[row] == RowExpression.NULL ? Double.NaN : Double.longBitsToDouble(bits[row]);
        }
        return numbers;
    }
}
