// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.error.InvalidException;

/** An input of the graph: which values of a row it takes, and as what. Immutable. */
final class InputTensor {

    private final String name;
    private final OnnxJavaType type;
    private final long[] shape;
    private final int[] columns;
    private final List<String> texts;

    /**
     * An input.
     *
     * @param shape with anything in place of the number of rows
     * @param columns where in a row its values are
     * @param texts what numbers stand for, if it takes text
     */
    InputTensor(String name, OnnxJavaType type, long[] shape, int[] columns, List<String> texts) {
        this.name = name;
        this.type = type;
        this.shape = shape.clone();
        this.columns = columns.clone();
        this.texts = texts;
    }

    String name() {
        return name;
    }

    OnnxJavaType type() {
        return type;
    }

    /** {@return how many values of a row it takes} */
    int width() {
        return columns.length;
    }

    /** {@return the shape for so many rows} */
    long[] shape(int rows) {
        long[] sized = shape.clone();
        sized[0] = rows;
        return sized;
    }

    /**
     * {@return a tensor of rows; to be closed}
     *
     * @param rows one after another, each of so many values as the stride
     */
    OnnxTensor tensor(OrtEnvironment environment, double[] rows, int count, int stride) throws OrtException {
        double[] values = new double[count * columns.length];
        gather(rows, count, stride, values);
        long[] sized = shape(count);
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, floats(values), sized);
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), sized);
            case INT64 -> OnnxTensor.createTensor(environment, longs(values), sized);
            case INT32 -> OnnxTensor.createTensor(environment, ints(values), sized);
            case BOOL -> OnnxTensor.createTensor(environment, truths(values), sized, OnnxJavaType.BOOL);
            case STRING -> OnnxTensor.createTensor(environment, texts(values), sized);
            default -> throw new IllegalStateException("an input of type " + type + " was let through");
        };
    }

    /** Fills in the values of one row. */
    void gather(double[] rows, int count, int stride, double[] values) {
        int next = 0;
        for (int row = 0; row < count; row++) {
            for (int column : columns) {
                values[next++] = rows[row * stride + column];
            }
        }
    }

    private static FloatBuffer floats(double[] values) {
        FloatBuffer buffer = FloatBuffer.allocate(values.length);
        for (double value : values) {
            buffer.put((float) value);
        }
        return buffer.flip();
    }

    private LongBuffer longs(double[] values) {
        LongBuffer buffer = LongBuffer.allocate(values.length);
        for (double value : values) {
            buffer.put((long) whole(value, 0x1p53));
        }
        return buffer.flip();
    }

    private IntBuffer ints(double[] values) {
        IntBuffer buffer = IntBuffer.allocate(values.length);
        for (double value : values) {
            buffer.put((int) whole(value, Integer.MAX_VALUE));
        }
        return buffer.flip();
    }

    private ByteBuffer truths(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (double value : values) {
            if (value != 0 && value != 1) {
                throw new InvalidException("input '" + name + "' is 0 or 1 for a truth value, was " + value);
            }
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    private String[] texts(double[] values) {
        return Arrays.stream(values).mapToObj(this::text).toArray(String[]::new);
    }

    private String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        int index = (int) value;
        if (index != value || index < 0 || index >= texts.size()) {
            throw new InvalidException("input '" + name + "' is the position of a text in its categories, from 0 to "
                    + (texts.size() - 1) + ", was " + value);
        }
        return texts.get(index);
    }

    private double whole(double value, double most) {
        if (!(Math.abs(value) <= most) || value != Math.rint(value)) {
            throw new InvalidException("input '" + name + "' is a whole number and not missing, was " + value);
        }
        return value;
    }
}
