// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

/**
 * A loaded model. Thread-safe unless closed: {@link #close} must not be called while a prediction is under way; a
 * {@link Deployment} sees to that.
 */
public interface Predictor extends AutoCloseable {

    /** {@return the length of an input row} */
    int inputs();

    /** {@return the length of an output row} */
    int outputs();

    /**
     * Predicts one row. What is in a request thread should allocate nothing, and the formats that are plain Java do
     * not; one over a runtime that makes objects of its own, such as ONNX Runtime, allocates a little, as its format
     * says.
     *
     * @param row at least {@link #inputs()} values; NaN is missing
     * @param out filled from index 0 with {@link #outputs()} values
     * @throws IllegalStateException if the predictor is closed
     */
    void predict(double[] row, double[] out);

    /**
     * Predicts many rows.
     *
     * @param rows the rows one after another, each of {@link #inputs()} values
     * @param count how many
     * @param out filled with count times {@link #outputs()} values
     */
    default void predictAll(double[] rows, int count, double[] out) {
        double[] row = new double[inputs()];
        double[] one = new double[outputs()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, i * row.length, row, 0, row.length);
            predict(row, one);
            System.arraycopy(one, 0, out, i * one.length, one.length);
        }
    }

    /** Frees what the model holds; idempotent. */
    @Override
    void close();
}
