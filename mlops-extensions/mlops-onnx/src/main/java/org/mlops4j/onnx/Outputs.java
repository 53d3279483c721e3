// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mlops4j.error.IncompatibleException;

/** The outputs of a graph that are given, one after another. Immutable. */
final class Outputs {

    private final List<String> names;
    private final List<OutputColumns> columns;
    private final int width;

    private Outputs(List<String> names, List<OutputColumns> columns) {
        this.names = names;
        this.columns = columns;
        this.width = columns.stream().mapToInt(OutputColumns::width).sum();
    }

    /**
     * {@return the names of the outputs that are given}
     *
     * @throws IncompatibleException if there is not one, or the settings name another
     */
    static Set<String> wanted(List<NodeInfo> graph, OnnxSettings settings) {
        Set<String> known = graph.stream().map(NodeInfo::getName).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> wanted = settings.outputs().isEmpty()
                ? graph.stream()
                        .filter(output -> !isText(output)
                                || !settings.texts(output.getName()).isEmpty())
                        .map(NodeInfo::getName)
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : new LinkedHashSet<>(settings.outputs());
        if (wanted.isEmpty() || !known.containsAll(wanted)) {
            throw new IncompatibleException("the ONNX model gives "
                    + graph.stream().map(InputShapes::describe).collect(Collectors.joining(", ")) + "; wanted "
                    + (wanted.isEmpty() ? "are numbers" : "is " + String.join(", ", wanted)));
        }
        return wanted;
    }

    private static boolean isText(NodeInfo output) {
        return output.getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.STRING;
    }

    /**
     * {@return the outputs, by what a graph gave for one row}
     *
     * @param names as {@link #wanted} gives them
     * @throws IncompatibleException if one of them cannot be given as numbers
     */
    static Outputs of(Set<String> names, OrtSession.Result given, OnnxSettings settings) throws OrtException {
        List<OutputColumns> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(columns(name, value(given, name), settings.texts(name)));
        }
        return new Outputs(List.copyOf(names), List.copyOf(columns));
    }

    private static OutputColumns columns(String name, OnnxValue value, List<String> texts) throws OrtException {
        if (value.getInfo() instanceof SequenceInfo sequence && sequence.isSequenceOfMaps()) {
            return MapColumns.of(name, value);
        }
        if (value.getInfo() instanceof TensorInfo tensor) {
            if (TensorColumns.has(tensor.type) && tensor.getNumElements() > 0) {
                return new TensorColumns(name, tensor.type, Math.toIntExact(tensor.getNumElements()));
            }
            if (tensor.type == OnnxJavaType.STRING && !texts.isEmpty()) {
                return new TextColumn(name, texts);
            }
        }
        throw new IncompatibleException("output '" + name + "' of the ONNX model is " + value.getInfo()
                + ", of which no numbers can be made; choose other outputs, or name the categories of a text");
    }

    private static OnnxValue value(OrtSession.Result given, String name) {
        return given.get(name)
                .orElseThrow(() -> new IncompatibleException("the ONNX model gave no output '" + name + "'"));
    }

    /** {@return the names, in the order in which they are given} */
    List<String> names() {
        return names;
    }

    /** {@return how many numbers a row gives} */
    int width() {
        return width;
    }

    /** Fills in what was given for some rows. */
    void read(OrtSession.Result given, int count, double[] out) throws OrtException {
        int at = 0;
        for (int i = 0; i < names.size(); i++) {
            columns.get(i).read(value(given, names.get(i)), count, out, at, width);
            at += columns.get(i).width();
        }
    }
}
