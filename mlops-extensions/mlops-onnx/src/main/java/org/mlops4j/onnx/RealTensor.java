// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor of FLOAT or DOUBLE in memory that Java and ONNX Runtime share. For one thread.
 *
 * @param tensor to be closed
 * @param memory its values
 * @param floats whether they are of FLOAT
 */
record RealTensor(OnnxTensor tensor, ByteBuffer memory, boolean floats) implements AutoCloseable {

    static RealTensor of(OrtEnvironment environment, OnnxJavaType type, long[] shape) throws OrtException {
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        boolean floats = type == OnnxJavaType.FLOAT;
        ByteBuffer memory = ByteBuffer.allocateDirect(size * (floats ? Float.BYTES : Double.BYTES))
                .order(ByteOrder.nativeOrder());
        OnnxTensor tensor = floats
                ? OnnxTensor.createTensor(environment, memory.asFloatBuffer(), shape)
                : OnnxTensor.createTensor(environment, memory.asDoubleBuffer(), shape);
        return new RealTensor(tensor, memory, floats);
    }

    /** Writes all values. */
    void put(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (floats) {
                memory.putFloat(i * Float.BYTES, (float) values[i]);
            } else {
                memory.putDouble(i * Double.BYTES, values[i]);
            }
        }
    }

    /** Reads all values. */
    void get(double[] values) {
        int size = memory.capacity() / (floats ? Float.BYTES : Double.BYTES);
        for (int i = 0; i < size; i++) {
            values[i] = floats ? memory.getFloat(i * Float.BYTES) : memory.getDouble(i * Double.BYTES);
        }
    }

    @Override
    public void close() {
        tensor.close();
    }
}
