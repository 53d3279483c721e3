// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NULL;

/**
 * A number or truth made ready for the columns of tables of one schema, with nulls beside the numbers: so arithmetic is
 * a plain loop, which the compiler turns into instructions on several rows at once.
 */
@FunctionalInterface
interface ColumnNumbers {

    /**
     * Fills in the rows of a batch.
     *
     * @param out the numbers, truths as 1 and 0; anything where there is none
     * @param nulls whether there is none
     */
    void fill(Batch batch, double[] out, boolean[] nulls);

    /** {@return the evaluator of the same numbers that puts nulls among them} */
    default ColumnBits toBits() {
        return (batch, out) -> {
            double[] numbers = batch.doubles();
            boolean[] nulls = batch.booleans();
            fill(batch, numbers, nulls);
            for (int i = 0; i < batch.count(); i++) {
                long bits = Double.doubleToLongBits(numbers[i]);
                out[i] = nulls[i] ? NULL : bits;
            }
            batch.giveBack(numbers);
            batch.giveBack(nulls);
        };
    }

    /** {@return the evaluator of the same numbers that keeps nulls apart} */
    static ColumnNumbers of(ColumnBits bits) {
        return (batch, out, nulls) -> {
            long[] values = batch.longs();
            bits.fill(batch, values);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = Double.longBitsToDouble(values[i]);
                nulls[i] = values[i] == NULL;
            }
            batch.giveBack(values);
        };
    }

    /** {@return a function of two numbers} */
    static ColumnNumbers of(ColumnLoops.Loop loop, ColumnNumbers a, ColumnNumbers b) {
        return (batch, out, nulls) -> {
            a.fill(batch, out, nulls);
            double[] right = batch.doubles();
            boolean[] missing = batch.booleans();
            b.fill(batch, right, missing);
            loop.over(out, right, batch.count());
            for (int i = 0; i < batch.count(); i++) {
                nulls[i] |= missing[i];
            }
            batch.giveBack(right);
            batch.giveBack(missing);
        };
    }

    /**
     * {@return what joins two truths}
     *
     * @param decides the truth, 1 or 0, that decides whatever the other side is
     */
    static ColumnNumbers logic(int decides, ColumnNumbers a, ColumnNumbers b) {
        return (batch, out, nulls) -> {
            a.fill(batch, out, nulls);
            double[] right = batch.doubles();
            boolean[] missing = batch.booleans();
            b.fill(batch, right, missing);
            for (int i = 0; i < batch.count(); i++) {
                boolean decided = (out[i] == decides && !nulls[i]) || (right[i] == decides && !missing[i]);
                nulls[i] = !decided && (nulls[i] || missing[i]);
                int other = decided ? 0 : 1;
                out[i] = decides ^ other;
            }
            batch.giveBack(right);
            batch.giveBack(missing);
        };
    }

    /** {@return whether there is no number; never null itself} */
    static ColumnNumbers isNull(ColumnNumbers a) {
        return (batch, out, nulls) -> {
            a.fill(batch, out, nulls);
            for (int i = 0; i < batch.count(); i++) {
                int missing = nulls[i] ? 1 : 0;
                out[i] = missing;
                nulls[i] = false;
            }
        };
    }
}
