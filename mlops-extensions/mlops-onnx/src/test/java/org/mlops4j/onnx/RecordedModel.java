// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

/** A model file of the test resources, and the rows and predictions that were written beside it. */
final class RecordedModel {

    static final List<String> CARRIERS = List.of("AA", "DL", "UA", "WN");

    private RecordedModel() {}

    static byte[] file(String name) {
        return resource(name + ".onnx");
    }

    static double[][] rows(String name) {
        return part(name, 0);
    }

    static double[][] predictions(String name) {
        return part(name, 1);
    }

    private static double[][] part(String name, int part) {
        return new String(resource(name + ".csv"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> Arrays.stream(line.split(";", -1)[part].split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static byte[] resource(String name) {
        try (InputStream in = RecordedModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("there is no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    /** {@return the manifest that a package gets when it is registered} */
    static ModelManifest manifest(ModelPackage model, byte[] file) {
        return new ModelManifest(
                model.format(),
                List.of(new ModelManifest.File("model", Digest.of(file), file.length)),
                model.findSignature().orElse(null),
                null,
                model.properties());
    }

    /** {@return the model of a package of a file, without a try in another JVM} */
    static Predictor load(ModelPackage model, byte[] file) {
        return OnnxFormat.trusting().load(manifest(model, file), name -> file);
    }

    static Predictor load(OnnxModel model, Signature signature, byte[] file) {
        return load(model.toPackage().signature(signature), file);
    }
}
