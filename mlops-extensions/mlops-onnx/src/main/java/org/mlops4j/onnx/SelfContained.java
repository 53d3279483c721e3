// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * Whether a file is an ONNX model that has all of its data within.
 *
 * <p>A tensor can name a file to take its data from, and versions of ONNX Runtime up to 1.23 open whatever path it
 * names. So this is decided here, before ONNX Runtime sees a byte. Messages are known by a list of their fields, so a
 * tensor in a field that is not known cannot pass unseen.
 */
final class SelfContained {

    /** As deep as Protocol Buffers go by themselves; a graph within a graph takes three. */
    private static final int DEEPEST = 100;

    private static final int IR_VERSION = 1;
    private static final int GRAPH = 7;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    /** Where the other format of ONNX Runtime has its mark, which it looks for first. */
    private static final int ORT_MARK = 4;

    private static final byte[] ORT = "ORTM".getBytes(StandardCharsets.US_ASCII);

    private SelfContained() {}

    /**
     * Checks a file. Takes time in proportion to its size, and no memory.
     *
     * @throws InvalidException if it is no ONNX model
     * @throws IncompatibleException if a tensor takes its data from elsewhere, or there are fields that are not known
     */
    static void require(byte[] file) {
        if (file.length >= ORT_MARK + ORT.length
                && Arrays.equals(file, ORT_MARK, ORT_MARK + ORT.length, ORT, 0, ORT.length)) {
            throw new InvalidException("the file has the mark of ONNX Runtime's own format, which is not read;"
                    + " register the ONNX model that it was made of");
        }
        requireModel(WireReader.of(file));
        require(WireReader.of(file), Message.MODEL, 0);
    }

    private static void requireModel(WireReader model) {
        long version = 0;
        boolean graph = false;
        for (int field = model.next(); field != 0; field = model.next()) {
            if (field == IR_VERSION) {
                version = model.number();
            } else {
                graph |= field == GRAPH;
                model.skip();
            }
        }
        if (version < 1 || !graph) {
            throw new InvalidException(
                    "the file is no ONNX model: it has no " + (graph ? "version of the format" : "graph"));
        }
    }

    private static void require(WireReader message, Message kind, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidException("the file is no ONNX model: messages are more than " + DEEPEST + " deep");
        }
        for (int field = message.next(); field != 0; field = message.next()) {
            @Nullable Message within = kind.within(field);
            if (within != null) {
                require(message.message(), within, depth + 1);
            } else {
                requireHarmless(message, kind, field);
            }
        }
    }

    private static void requireHarmless(WireReader message, Message kind, int field) {
        int position = message.position();
        if (!kind.has(field)) {
            throw new IncompatibleException("field " + field + " of a " + kind + " at byte " + position
                    + " of the ONNX model is not known here; save it for an older version of ONNX");
        }
        if (kind != Message.TENSOR) {
            message.skip();
            return;
        }
        boolean external = field == EXTERNAL_DATA;
        if (field == DATA_LOCATION) {
            external = message.number() != 0;
        } else {
            message.skip();
        }
        if (external) {
            throw new IncompatibleException("a tensor at byte " + position + " of the ONNX model takes its data from"
                    + " another file, which is never opened; save the model as one file");
        }
    }
}
