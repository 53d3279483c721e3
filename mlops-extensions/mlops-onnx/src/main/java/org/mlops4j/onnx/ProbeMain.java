// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mlops4j.error.MlopsException;

/** The program that a {@link ChildProbe} runs: loads a model and has it predict a row of zeros. */
final class ProbeMain {

    /** What the program ends with if ONNX Runtime refuses the model; the output has its reason. */
    static final int REFUSED = 3;

    private ProbeMain() {}

    /**
     * Tries a model.
     *
     * @param args the path of the file, and how many values a row has, 0 if nobody knows
     */
    @SuppressWarnings("SystemOut") // the output is the answer
    public static void main(String[] args) throws IOException {
        byte[] file = Files.readAllBytes(Path.of(args[0]));
        try (Session session = Session.open(file)) {
            predict(session, Integer.parseInt(args[1]));
        } catch (MlopsException e) {
            System.out.print(e.getMessage());
            System.exit(REFUSED);
        }
    }

    /** What a model says is nobody's concern here, only that it comes back. */
    private static void predict(Session session, int width) {
        OnnxSettings texts = OnnxSettings.NONE;
        for (NodeInfo input : session.inputs()) {
            texts = texts.categories(input.getName(), List.of(""));
        }
        Set<String> outputs = session.outputs().stream().map(NodeInfo::getName).collect(Collectors.toSet());
        try {
            Inputs inputs = Inputs.of(session.inputs(), width, texts);
            Map<String, OnnxTensor> row = inputs.tensors(session.environment(), new double[inputs.width()], 1);
            try (OrtSession.Result given = session.run(row, outputs)) {
                given.size();
            }
        } catch (OrtException | MlopsException e) {
            // Whoever loads the model hears of it with all that is known of it there.
            return;
        }
    }
}
