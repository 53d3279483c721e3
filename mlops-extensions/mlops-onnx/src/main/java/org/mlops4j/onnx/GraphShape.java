// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mlops4j.spi.ModelShape;

/**
 * What the graph of a file takes and gives, read without ONNX Runtime. That the graph does what is said here is not
 * known before it is loaded.
 */
final class GraphShape {

    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int SPARSE_INITIALIZER = 15;
    private static final int NAME_OF_TENSOR = 8;
    private static final int VALUES_OF_SPARSE = 1;

    private final List<DeclaredValue> inputs = new ArrayList<>();
    private final List<DeclaredValue> outputs = new ArrayList<>();
    private final Set<String> constants = new HashSet<>();

    private GraphShape() {}

    /**
     * {@return the shape in a file that was looked through} Takes time and memory in proportion to it.
     *
     * @throws org.mlops4j.error.InvalidException if it is no ONNX model
     */
    static GraphShape of(byte[] file) {
        GraphShape shape = new GraphShape();
        WireReader model = WireReader.of(file);
        for (int field = model.next(); field != 0; field = model.next()) {
            if (field == GRAPH) {
                shape.graph(model.message());
            } else {
                model.skip();
            }
        }
        // Up to version 3 of the format, constants are inputs, too.
        shape.inputs.removeIf(input -> shape.constants.contains(input.name()));
        return shape;
    }

    private void graph(WireReader in) {
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case INITIALIZER -> constants.add(nameOfTensor(in.message()));
                case SPARSE_INITIALIZER -> constants.add(nameOfSparse(in.message()));
                case INPUT -> inputs.add(DeclaredValue.read(in.message()));
                case OUTPUT -> outputs.add(DeclaredValue.read(in.message()));
                default -> in.skip();
            }
        }
    }

    private static String nameOfSparse(WireReader in) {
        String name = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == VALUES_OF_SPARSE) {
                name = nameOfTensor(in.message());
            } else {
                in.skip();
            }
        }
        return name;
    }

    private static String nameOfTensor(WireReader in) {
        String name = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == NAME_OF_TENSOR) {
                name = in.text();
            } else {
                in.skip();
            }
        }
        return name;
    }

    /** {@return how many numbers a row has and how many are given for it; empty if the file leaves that open} */
    Optional<ModelShape> find(OnnxSettings settings) {
        OptionalInt taken = sum(inputs.stream().map(DeclaredValue::width).toList());
        OptionalInt given = sum(
                wanted(settings).stream().map(output -> given(output, settings)).toList());
        return taken.isPresent() && given.isPresent()
                ? Optional.of(new ModelShape(taken.getAsInt(), given.getAsInt(), List.of()))
                : Optional.empty();
    }

    /** As {@link Outputs#wanted} says; none if an output is named that is not there. */
    private List<DeclaredValue> wanted(OnnxSettings settings) {
        if (settings.outputs().isEmpty()) {
            return outputs.stream()
                    .filter(output ->
                            !output.isText() || !settings.texts(output.name()).isEmpty())
                    .toList();
        }
        List<DeclaredValue> wanted = outputs.stream()
                .filter(output -> settings.outputs().contains(output.name()))
                .toList();
        return wanted.size() == Set.copyOf(settings.outputs()).size() ? wanted : List.of();
    }

    private static OptionalInt given(DeclaredValue output, OnnxSettings settings) {
        if (output.isText()) {
            return settings.texts(output.name()).isEmpty() ? OptionalInt.empty() : OptionalInt.of(1);
        }
        return output.isNumbers() ? output.width() : OptionalInt.empty();
    }

    /** {@return the sum; empty if there is nothing to add, or any of it is not known} */
    private static OptionalInt sum(List<OptionalInt> widths) {
        boolean known = !widths.isEmpty() && widths.stream().allMatch(OptionalInt::isPresent);
        long sum = widths.stream().mapToLong(width -> width.orElse(0)).sum();
        return known && sum <= Integer.MAX_VALUE ? OptionalInt.of((int) sum) : OptionalInt.empty();
    }
}
