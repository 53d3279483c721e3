// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * A model in ONNX Runtime, set up to run in the thread of the caller. Thread-safe, but that it must not be closed while
 * it runs.
 */
final class Session implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<NodeInfo> inputs;
    private final List<NodeInfo> outputs;

    private Session(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = new ArrayList<>(session.getInputInfo().values());
        this.outputs = new ArrayList<>(session.getOutputInfo().values());
    }

    /**
     * {@return the model of a file that was looked through}
     *
     * @throws InvalidException if ONNX Runtime refuses the file
     * @throws IncompatibleException if ONNX Runtime does not run here
     */
    static Session open(byte[] file) {
        OrtEnvironment environment = runtime();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Many threads predict at one time, each its own row.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // What was looked through is what is read, whatever else the bytes may look like.
            options.addConfigEntry("session.load_model_format", "ONNX");
            return of(environment, environment.createSession(file, options));
        } catch (OrtException e) {
            throw new InvalidException("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    private static Session of(OrtEnvironment environment, OrtSession session) throws OrtException {
        try {
            return new Session(environment, session);
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw new IncompatibleException(
                    "inputs or outputs of the ONNX model are of a kind that Java cannot give or take", e);
        }
    }

    private static OrtEnvironment runtime() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError e) {
            throw new IncompatibleException(
                    "ONNX Runtime cannot be loaded here: it has native libraries for Linux (glibc), macOS and Windows",
                    e);
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** {@return the inputs of the graph in its order} */
    List<NodeInfo> inputs() {
        return inputs;
    }

    /** {@return the outputs of the graph in its order} */
    List<NodeInfo> outputs() {
        return outputs;
    }

    /** {@return what the graph gives for its inputs; to be closed} */
    OrtSession.Result run(Map<String, OnnxTensor> given, Set<String> wanted) throws OrtException {
        return session.run(given, wanted);
    }

    /** Lets the graph write its outputs into tensors. */
    void run(Map<String, OnnxTensor> given, Map<String, ? extends OnnxValue> written) throws OrtException {
        session.run(given, written).close();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime did not free the model", e);
        }
    }
}
