// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

/** A model in ONNX Runtime, asked with rows of numbers. */
final class OnnxPredictor implements Predictor {

    private final Session session;
    private final Inputs inputs;
    private final Outputs outputs;
    private final Set<String> wanted;
    private final @Nullable PinnedRows pinned;
    private final OpenCalls calls;

    private OnnxPredictor(Session session, Inputs inputs, Outputs outputs, @Nullable PinnedRows pinned) {
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
        this.wanted = new LinkedHashSet<>(outputs.names());
        this.pinned = pinned;
        this.calls = new OpenCalls(this::free);
    }

    /**
     * {@return the model of a file that was looked through} It has answered its first example, or else zeros, by which
     * the number of its outputs is known.
     *
     * @throws org.mlops4j.error.InvalidException if ONNX Runtime refuses the file
     * @throws IncompatibleException if the model does not fit the manifest, or rows of numbers at all
     */
    static OnnxPredictor load(byte[] file, ModelManifest manifest, OnnxSettings settings) {
        Session session = Session.open(file);
        boolean loaded = false;
        try {
            Optional<Examples> examples = manifest.findExamples();
            Inputs inputs = manifest.findSignature()
                    .map(signature -> Inputs.of(session.inputs(), signature.inputs(), settings))
                    .orElseGet(() -> Inputs.of(
                            session.inputs(), examples.map(Examples::inputs).orElse(0), settings));
            double[] row = examples.filter(rows -> rows.inputs() == inputs.width())
                    .map(rows -> rows.row(0))
                    .orElseGet(() -> new double[inputs.width()]);
            OnnxPredictor predictor = of(session, inputs, row, settings);
            manifest.findSignature().ifPresent(predictor::requireOutputs);
            loaded = true;
            return predictor;
        } finally {
            if (!loaded) {
                session.close();
            }
        }
    }

    private static OnnxPredictor of(Session session, Inputs inputs, double[] row, OnnxSettings settings) {
        Set<String> wanted = Outputs.wanted(session.outputs(), settings);
        return ask(session, inputs, wanted, row, 1, given -> {
            Outputs outputs = Outputs.of(wanted, given, settings);
            return new OnnxPredictor(
                    session,
                    inputs,
                    outputs,
                    PinnedRows.find(session, inputs, given).orElse(null));
        });
    }

    private void requireOutputs(Signature signature) {
        if (signature.outputs().size() != outputs.width()) {
            throw new IncompatibleException("the ONNX model gives " + outputs.width() + " numbers, of its outputs "
                    + String.join(", ", outputs.names()) + "; the outputs of the signature are "
                    + signature.outputs());
        }
    }

    @Override
    public int inputs() {
        return inputs.width();
    }

    @Override
    public int outputs() {
        return outputs.width();
    }

    @Override
    public void predict(double[] row, double[] out) {
        calls.enter();
        try {
            if (pinned != null) {
                pinned.run(row, out);
            } else {
                run(row, 1, out);
            }
        } catch (OrtException e) {
            throw silent(e);
        } finally {
            calls.leave();
        }
    }

    @Override
    public void predictAll(double[] rows, int count, double[] out) {
        if (!inputs.batched()) {
            Predictor.super.predictAll(rows, count, out);
            return;
        }
        calls.enter();
        try {
            if (count > 0) {
                run(rows, count, out);
            }
        } finally {
            calls.leave();
        }
    }

    private void run(double[] rows, int count, double[] out) {
        ask(session, inputs, wanted, rows, count, given -> {
            outputs.read(given, count, out);
            return count;
        });
    }

    private static <T> T ask(
            Session session, Inputs inputs, Set<String> wanted, double[] rows, int count, Reading<T> reading) {
        try {
            Map<String, OnnxTensor> given = inputs.tensors(session.environment(), rows, count);
            try (OrtSession.Result result = session.run(given, wanted)) {
                return reading.read(result);
            } finally {
                given.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw silent(e);
        }
    }

    /** Not an {@link org.mlops4j.error.InvalidException}, which would say that the caller can mend it. */
    private static IncompatibleException silent(OrtException e) {
        return new IncompatibleException("the ONNX model does not answer: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        calls.close();
    }

    private void free() {
        if (pinned != null) {
            pinned.close();
        }
        session.close();
    }

    /** Makes something of what a graph gave, which is freed afterwards. */
    @FunctionalInterface
    private interface Reading<T> {

        T read(OrtSession.Result given) throws OrtException;
    }
}
