// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;

/** How an output of the graph becomes numbers of a prediction. Immutable. */
interface OutputColumns {

    /** {@return how many numbers of a row it gives} */
    int width();

    /**
     * Fills in what was given for some rows.
     *
     * @param out row after row
     * @param at where in a row the numbers of this output begin
     * @param stride how many numbers a row has
     * @throws org.mlops4j.error.IncompatibleException if the graph gave something else than when it was loaded
     */
    void read(OnnxValue value, int count, double[] out, int at, int stride) throws OrtException;
}
