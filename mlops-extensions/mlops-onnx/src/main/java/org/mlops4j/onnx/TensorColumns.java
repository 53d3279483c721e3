// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.mlops4j.error.IncompatibleException;

/**
 * A tensor of numbers or truth values.
 *
 * @param name of the output
 * @param type of its values
 * @param width how many there are for a row
 */
record TensorColumns(String name, OnnxJavaType type, int width) implements OutputColumns {

    static boolean has(OnnxJavaType type) {
        return switch (type) {
            case FLOAT, DOUBLE, INT64, INT32, BOOL -> true;
            default -> false;
        };
    }

    @Override
    public void read(OnnxValue value, int count, double[] out, int at, int stride) {
        OnnxTensor tensor = (OnnxTensor) value;
        requireSize(tensor.getInfo(), count);
        IntToDoubleFunction values = values(tensor);
        int next = 0;
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < width; column++) {
                out[row * stride + at + column] = values.applyAsDouble(next++);
            }
        }
    }

    private void requireSize(TensorInfo info, int count) {
        if (info.getNumElements() != (long) count * width) {
            throw new IncompatibleException("output '" + name + "' of the ONNX model has the shape "
                    + Arrays.toString(info.getShape()) + " for " + count + " rows, was expected to have " + width
                    + " values for each; it may have been made for another number of rows");
        }
    }

    private IntToDoubleFunction values(OnnxTensor tensor) {
        switch (type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                return floats::get;
            }
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                return doubles::get;
            }
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                return index -> (double) longs.get(index);
            }
            case INT32 -> {
                IntBuffer ints = tensor.getIntBuffer();
                return ints::get;
            }
            default -> {
                ByteBuffer truths = tensor.getByteBuffer();
                return truths::get;
            }
        }
    }
}
