// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.error.IncompatibleException;

/**
 * A tensor with one text for each row, such as the name of a class; the number is its position in a list.
 *
 * @param name of the output
 * @param texts the list
 */
record TextColumn(String name, List<String> texts) implements OutputColumns {

    TextColumn {
        texts = List.copyOf(texts);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void read(OnnxValue value, int count, double[] out, int at, int stride) throws OrtException {
        List<String> said = new ArrayList<>();
        flatten(((OnnxTensor) value).getValue(), said);
        if (said.size() != count) {
            throw new IncompatibleException("output '" + name + "' of the ONNX model has " + said.size() + " texts for "
                    + count + " rows, has to have one for each");
        }
        for (int row = 0; row < count; row++) {
            int index = texts.indexOf(said.get(row));
            if (index < 0) {
                throw new IncompatibleException("output '" + name + "' of the ONNX model is '" + said.get(row)
                        + "', which is none of its categories " + texts);
            }
            out[row * stride + at] = index;
        }
    }

    private static void flatten(Object value, List<String> into) {
        if (value instanceof Object[] values) {
            for (Object one : values) {
                flatten(one, into);
            }
        } else {
            into.add((String) value);
        }
    }
}
