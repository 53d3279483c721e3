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
     * @param nulls 1 where there is none, otherwise 0
     */
    void fill(Batch batch, double[] out, byte[] nulls);

    /** {@return the evaluator of the same numbers that puts nulls among them} */
    default ColumnBits toBits() {
        return (batch, out) -> {
            double[] numbers = batch.doubles();
            byte[] nulls = batch.bytes();
            fill(batch, numbers, nulls);
            for (int i = 0; i < batch.count(); i++) {
                long bits = Double.doubleToLongBits(numbers[i]);
                out[i] = nulls[i] == 0 ? bits : NULL;
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
                int missing = values[i] == NULL ? 1 : 0;
                nulls[i] = (byte) missing;
            }
            batch.giveBack(values);
        };
    }

    /** {@return a function of two numbers} */
    static ColumnNumbers of(ColumnLoops.Loop loop, ColumnNumbers a, ColumnNumbers b) {
        return (batch, out, nulls) -> {
            a.fill(batch, out, nulls);
            double[] right = batch.doubles();
            byte[] missing = batch.bytes();
            b.fill(batch, right, missing);
            loop.over(out, right, batch.count());
            for (int i = 0; i < batch.count(); i++) {
                nulls[i] = (byte) (nulls[i] | missing[i]);
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
        int other = decides ^ 1;
        return (batch, out, nulls) -> {
            a.fill(batch, out, nulls);
            double[] right = batch.doubles();
            byte[] missing = batch.bytes();
            b.fill(batch, right, missing);
            for (int i = 0; i < batch.count(); i++) {
                // Without a jump, whose prediction data would mislead.
                int byA = (truth(out[i]) ^ other) & (nulls[i] ^ 1);
                int byB = (truth(right[i]) ^ other) & (missing[i] ^ 1);
                int decided = byA | byB;
                nulls[i] = (byte) ((nulls[i] | missing[i]) & (decided ^ 1));
                out[i] = other ^ decided;
            }
            batch.giveBack(right);
            batch.giveBack(missing);
        };
    }

    /** {@return 1 or 0, which differ in this bit} */
    private static int truth(double number) {
        return (int) (Double.doubleToRawLongBits(number) >>> 61) & 1;
    }

    /** {@return whether there is no number; never null itself} */
    static ColumnNumbers isNull(ColumnNumbers a) {
        return (batch, out, nulls) -> {
            a.fill(batch, out, nulls);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = nulls[i];
                nulls[i] = 0;
            }
        };
    }
}
