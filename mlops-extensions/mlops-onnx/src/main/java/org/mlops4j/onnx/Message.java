// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an ONNX file that can hold tensors, as far as the ONNX project has defined them up to its version
 * 1.23 (onnx.proto, IR version 13).
 */
enum Message {
    /** The file. */
    MODEL(1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26),
    /** How the model can be trained further. */
    TRAINING(1, 2, 3, 4),
    /** Nodes and constants. */
    GRAPH(1, 2, 5, 10, 11, 12, 13, 14, 15, 16),
    /** A graph with a name that nodes can call. */
    FUNCTION(1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
    /** A call of an operator. */
    NODE(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    /** A constant of a node, which can be a graph. */
    ATTRIBUTE(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 20, 21, 22, 23),
    /** A tensor of values and one of their places. */
    SPARSE_TENSOR(1, 2, 3),
    /** Numbers or texts. */
    TENSOR(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16);

    /** A bit for the number of each field. */
    private final long fields;

    Message(int... fields) {
        this.fields = IntStream.of(fields).mapToLong(field -> 1L << field).reduce(0, (a, b) -> a | b);
    }

    /** {@return whether a message of this kind can have a field of that number} */
    boolean has(int field) {
        return field < Long.SIZE && (fields >>> field & 1) == 1;
    }

    /** {@return the kind of message that a field holds, {@code null} if that cannot hold tensors} */
    @Nullable Message within(int field) {
        return switch (this) {
            case MODEL ->
                switch (field) {
                    case 7 -> GRAPH;
                    case 20 -> TRAINING;
                    case 25 -> FUNCTION;
                    default -> null;
                };
            case TRAINING -> field <= 2 ? GRAPH : null;
            case GRAPH ->
                switch (field) {
                    case 1 -> NODE;
                    case 5 -> TENSOR;
                    case 15 -> SPARSE_TENSOR;
                    default -> null;
                };
            case FUNCTION ->
                switch (field) {
                    case 7 -> NODE;
                    case 11 -> ATTRIBUTE;
                    default -> null;
                };
            case NODE -> field == 5 ? ATTRIBUTE : null;
            case ATTRIBUTE ->
                switch (field) {
                    case 5, 10 -> TENSOR;
                    case 6, 11 -> GRAPH;
                    case 22, 23 -> SPARSE_TENSOR;
                    default -> null;
                };
            case SPARSE_TENSOR -> field <= 2 ? TENSOR : null;
            case TENSOR -> null;
        };
    }
}
