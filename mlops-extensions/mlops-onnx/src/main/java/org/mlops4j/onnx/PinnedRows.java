// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tensors of one row that are used again and again, as many as there were calls at one time: for graphs that take one
 * tensor of FLOAT or DOUBLE and give one. Saves what it costs to make tensors. Thread-safe.
 */
final class PinnedRows {

    private final Session session;
    private final InputTensor input;
    private final String output;
    private final TensorInfo written;
    private final Queue<PinnedRow> idle = new ConcurrentLinkedQueue<>();

    private PinnedRows(Session session, InputTensor input, String output, TensorInfo written) {
        this.session = session;
        this.input = input;
        this.output = output;
        this.written = written;
    }

    /**
     * {@return the rows, if the graph is of that kind}
     *
     * @param given what it gave for one row
     */
    static Optional<PinnedRows> find(Session session, Inputs inputs, OrtSession.Result given) {
        InputTensor input = inputs.tensors().get(0);
        if (inputs.tensors().size() == 1
                && isReal(input.type())
                && given.size() == 1
                && given.get(0).getInfo() instanceof TensorInfo written
                && isReal(written.type)) {
            String output = given.iterator().next().getKey();
            return Optional.of(new PinnedRows(session, input, output, written));
        }
        return Optional.empty();
    }

    private static boolean isReal(OnnxJavaType type) {
        return type == OnnxJavaType.FLOAT || type == OnnxJavaType.DOUBLE;
    }

    void run(double[] row, double[] out) throws OrtException {
        PinnedRow free = idle.poll();
        PinnedRow mine = free == null ? new PinnedRow(session, input, output, written) : free;
        try {
            mine.run(session, row, out);
        } finally {
            idle.add(mine);
        }
    }

    /** Frees all; only when no call is under way. */
    void close() {
        for (PinnedRow row = idle.poll(); row != null; row = idle.poll()) {
            row.close();
        }
    }

    /** The tensors of one call. For one thread at a time. */
    private static final class PinnedRow {

        private final InputTensor input;
        private final double[] values;
        private final RealTensor given;
        private final RealTensor written;
        private final Map<String, OnnxTensor> in;
        private final Map<String, OnnxTensor> out;

        PinnedRow(Session session, InputTensor input, String output, TensorInfo info) throws OrtException {
            this.input = input;
            this.values = new double[input.width()];
            this.given = RealTensor.of(session.environment(), input.type(), input.shape(1));
            try {
                this.written = RealTensor.of(session.environment(), info.type, info.getShape());
            } catch (OrtException e) {
                given.close();
                throw e;
            }
            this.in = Map.of(input.name(), given.tensor());
            this.out = Map.of(output, written.tensor());
        }

        void run(Session session, double[] row, double[] result) throws OrtException {
            input.gather(row, 1, 0, values);
            given.put(values);
            session.run(in, out);
            written.get(result);
        }

        void close() {
            given.close();
            written.close();
        }
    }
}
