// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.error.IncompatibleException;

/**
 * How many values of a row the inputs of a graph take: all dimensions but the first, which is that of the rows,
 * multiplied.
 *
 * @param graph the inputs
 * @param given how many values a row has, for a dimension that is left open; 0 if nobody knows
 */
record InputShapes(List<NodeInfo> graph, int given) {

    /** More than any row has; keeps products from overflowing. */
    private static final long WIDEST = 1 << 24;

    InputShapes {
        graph = List.copyOf(graph);
    }

    /**
     * {@return how many values each input takes}
     *
     * @throws IncompatibleException if there is something else than tensors of rows
     */
    int[] widths() {
        if (graph.isEmpty()) {
            throw new IncompatibleException("the ONNX model takes nothing");
        }
        int[] widths = new int[graph.size()];
        int open = -1;
        for (int i = 0; i < widths.length; i++) {
            long[] shape = requireRows(graph.get(i));
            widths[i] = Math.toIntExact(known(shape));
            if (Arrays.stream(shape).skip(1).anyMatch(size -> size < 0)) {
                if (open >= 0
                        || Arrays.stream(shape).skip(1).filter(size -> size < 0).count() > 1) {
                    throw new IncompatibleException("more than one dimension of the inputs of the ONNX model is open,"
                            + " besides that of the rows: " + describe(graph.get(i)));
                }
                open = i;
            }
        }
        if (open >= 0) {
            close(widths, open);
        }
        return widths;
    }

    /** {@return the product of the dimensions that are known, but for that of the rows} */
    static long known(long[] shape) {
        long product = 1;
        for (int i = 1; i < shape.length; i++) {
            product *= shape[i] < 0 ? 1 : shape[i];
            if (product < 1 || product > WIDEST) {
                throw new IncompatibleException(
                        "an input of the ONNX model has the shape " + Arrays.toString(shape) + ", which no row fills");
            }
        }
        return product;
    }

    /** {@return name, type and shape of an input or output, with {@code ?} for what is open} */
    static String describe(NodeInfo value) {
        if (!(value.getInfo() instanceof TensorInfo info)) {
            return value.getName() + " " + value.getInfo();
        }
        String shape = Arrays.stream(info.getShape())
                .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
                .collect(Collectors.joining(",", "[", "]"));
        return value.getName() + " " + info.type + shape;
    }

    private void close(int[] widths, int open) {
        int rest = given - Arrays.stream(widths).sum() + widths[open];
        if (rest < 1 || rest % widths[open] != 0) {
            throw new IncompatibleException("the ONNX model leaves open how many values " + describe(graph.get(open))
                    + " takes; register it with a signature that says so");
        }
        widths[open] = rest;
    }

    private static long[] requireRows(NodeInfo input) {
        if (!(input.getInfo() instanceof TensorInfo info)) {
            throw new IncompatibleException("an input of the ONNX model is no tensor: " + describe(input));
        }
        long[] shape = info.getShape();
        if (shape.length == 0 || (shape[0] != 1 && shape[0] >= 0)) {
            throw new IncompatibleException("the first dimension of an input is that of the rows, open or 1; the ONNX"
                    + " model takes " + describe(input));
        }
        return shape;
    }
}
