// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/**
 * The format {@code xgboost}: a package with one file, or a file named {@code model}, as {@link XgboostModel} reads it.
 * If the package has a signature, its inputs must be as many as the model's features, with the same names in the same
 * order if the model has names, and its outputs as many as the predictor's.
 */
public final class XgboostFormat implements ModelFormat {

    private static final String MODEL = "model";

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public XgboostFormat() {}

    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        XgboostModel model = XgboostModel.read(files.read(modelFile(manifest)));
        Predictor predictor = model.predictor();
        manifest.findSignature().ifPresent(signature -> requireFit(signature, model, predictor.outputs()));
        return predictor;
    }

    private static String modelFile(ModelManifest manifest) {
        List<String> names =
                manifest.files().stream().map(ModelManifest.File::name).toList();
        if (names.size() == 1) {
            return names.get(0);
        }
        if (!names.contains(MODEL)) {
            throw new InvalidException("a package of format xgboost holds one file or a file named '" + MODEL
                    + "', this one holds " + names.size() + ": " + String.join(", ", names));
        }
        return MODEL;
    }

    private static void requireFit(Signature signature, XgboostModel model, int outputs) {
        long inputs = signature.inputs().fields().stream()
                .mapToLong(XgboostFormat::width)
                .sum();
        if (inputs != model.features()) {
            throw new IncompatibleException("the signature has " + inputs + " inputs, the model expects "
                    + model.features() + ". Register it with the signature of its training data");
        }
        if (!model.featureNames().isEmpty()) {
            requireNames(inputNames(signature), model.featureNames());
        }
        if (signature.outputs().size() != outputs) {
            throw new IncompatibleException(
                    "the signature has " + signature.outputs().size() + " outputs, the model gives " + outputs);
        }
    }

    private static void requireNames(List<String> inputs, List<String> expected) {
        for (int i = 0; i < expected.size(); i++) {
            if (!inputs.get(i).equals(expected.get(i))) {
                throw new IncompatibleException("input " + i + " of the signature is '" + inputs.get(i)
                        + "', the model expects '" + expected.get(i)
                        + "' there. Put the inputs into the order of its training data");
            }
        }
    }

    /** The names of the positions of the input vector; a vector of n takes n of them, {@code name[0]} and on. */
    private static List<String> inputNames(Signature signature) {
        List<String> names = new ArrayList<>();
        for (Field field : signature.inputs().fields()) {
            int width = width(field);
            for (int i = 0; i < width; i++) {
                names.add(field.type() instanceof DataType.Vector ? field.name() + "[" + i + "]" : field.name());
            }
        }
        return names;
    }

    private static int width(Field field) {
        return field.type() instanceof DataType.Vector vector ? vector.size() : 1;
    }
}
