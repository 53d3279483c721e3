// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;

/** The inputs of a graph, and how the values of a row are dealt out to them. Immutable. */
final class Inputs {

    private static final Set<OnnxJavaType> TYPES = EnumSet.of(
            OnnxJavaType.FLOAT,
            OnnxJavaType.DOUBLE,
            OnnxJavaType.INT64,
            OnnxJavaType.INT32,
            OnnxJavaType.BOOL,
            OnnxJavaType.STRING);

    private final List<InputTensor> tensors;
    private final int width;
    private final boolean batched;

    private Inputs(List<InputTensor> tensors, boolean batched) {
        this.tensors = tensors;
        this.width = tensors.stream().mapToInt(InputTensor::width).sum();
        this.batched = batched;
    }

    /**
     * {@return the inputs in the order of the graph}
     *
     * @param given how many values a row has, for a graph that leaves that open; 0 if nobody knows
     * @throws IncompatibleException if the graph takes what no row can give
     */
    static Inputs of(List<NodeInfo> graph, int given, OnnxSettings settings) {
        return of(graph, null, given, settings);
    }

    /**
     * {@return the inputs that take the fields of a row}
     *
     * @throws IncompatibleException if they do not fit; the message has what is expected and what is there
     */
    static Inputs of(List<NodeInfo> graph, Schema fields, OnnxSettings settings) {
        return of(graph, fields, fields.size(), settings);
    }

    private static Inputs of(List<NodeInfo> graph, @Nullable Schema fields, int given, OnnxSettings settings) {
        int[] widths = new InputShapes(graph, given).widths();
        int total = Arrays.stream(widths).sum();
        if (fields != null && fields.size() != total) {
            throw unfit(graph, fields);
        }
        boolean named = graph.size() > 1 && total == graph.size();
        List<InputTensor> tensors = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < widths.length; i++) {
            String name = graph.get(i).getName();
            int first = named && fields != null ? requirePosition(graph, fields, name) : next;
            int[] columns = IntStream.range(first, first + widths[i]).toArray();
            if (fields != null) {
                requireTypes(graph, i, fields, columns);
            }
            tensors.add(tensor(graph.get(i), widths[i], columns, settings));
            next += widths[i];
        }
        boolean batched = graph.stream().allMatch(input -> shape(input)[0] < 0);
        return new Inputs(List.copyOf(tensors), batched);
    }

    private static InputTensor tensor(NodeInfo input, int width, int[] columns, OnnxSettings settings) {
        TensorInfo info = (TensorInfo) input.getInfo();
        if (!TYPES.contains(info.type)) {
            throw new IncompatibleException("input '" + input.getName() + "' of the ONNX model is of type " + info.type
                    + "; those that can be given are " + TYPES);
        }
        List<String> texts = settings.texts(input.getName());
        if (info.type == OnnxJavaType.STRING && texts.isEmpty()) {
            throw new IncompatibleException("input '" + input.getName()
                    + "' of the ONNX model takes text; say by OnnxModel.categories which text a number stands for");
        }
        long[] shape = info.getShape();
        for (int i = 1; i < shape.length; i++) {
            // At most one is open, and the others are counted in.
            shape[i] = shape[i] < 0 ? width / InputShapes.known(shape) : shape[i];
        }
        return new InputTensor(input.getName(), info.type, shape, columns, texts);
    }

    private static int requirePosition(List<NodeInfo> graph, Schema fields, String name) {
        if (!fields.names().contains(name)) {
            throw unfit(graph, fields);
        }
        return fields.index(name);
    }

    private static void requireTypes(List<NodeInfo> graph, int input, Schema fields, int[] columns) {
        OnnxJavaType type = ((TensorInfo) graph.get(input).getInfo()).type;
        for (int column : columns) {
            Field field = fields.field(column);
            boolean fits = switch (type) {
                case BOOL -> field.type() == DataType.BOOLEAN;
                case INT64, INT32 -> field.type() == DataType.INT64 || field.type() == DataType.BOOLEAN;
                case STRING -> field.type() == DataType.INT64;
                default ->
                    field.type() instanceof DataType.Scalar
                            && field.type() != DataType.STRING
                            && field.type() != DataType.TIMESTAMP;
            };
            boolean renamed = graph.size() > 1
                    && columns.length == 1
                    && !field.name().equals(graph.get(input).getName());
            if (!fits || renamed) {
                throw unfit(graph, fields);
            }
        }
    }

    private static IncompatibleException unfit(List<NodeInfo> graph, Schema fields) {
        String expected = graph.stream().map(InputShapes::describe).collect(Collectors.joining(", "));
        return new IncompatibleException("the ONNX model takes " + expected + "; the inputs of the signature are "
                + fields + ". Text is INT64, the position in the categories of the input");
    }

    private static long[] shape(NodeInfo input) {
        return ((TensorInfo) input.getInfo()).getShape();
    }

    List<InputTensor> tensors() {
        return tensors;
    }

    /** {@return how many values a row has} */
    int width() {
        return width;
    }

    /** {@return whether several rows can be given at once} */
    boolean batched() {
        return batched;
    }

    /** {@return tensors of rows by the names of the inputs; all to be closed} */
    Map<String, OnnxTensor> tensors(OrtEnvironment environment, double[] rows, int count) throws OrtException {
        Map<String, OnnxTensor> made = new LinkedHashMap<>();
        boolean complete = false;
        try {
            for (InputTensor tensor : tensors) {
                made.put(tensor.name(), tensor.tensor(environment, rows, count, width));
            }
            complete = true;
            return made;
        } finally {
            if (!complete) {
                made.values().forEach(OnnxTensor::close);
            }
        }
    }
}
