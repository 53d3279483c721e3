// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

/**
 * A package that holds one model: which file that is, and whether its signature fits the model.
 *
 * @param format the name of the format, for messages
 * @param manifest what the package says of itself
 */
public record TreePackage(String format, ModelManifest manifest) {

    private static final String MODEL = "model";

    /**
     * {@return the name of the only file, or of the file {@code model}}
     *
     * @throws InvalidException if there are several files and none is named so
     */
    public String modelFile() {
        List<String> names =
                manifest.files().stream().map(ModelManifest.File::name).toList();
        if (names.size() == 1) {
            return names.get(0);
        }
        if (!names.contains(MODEL)) {
            throw new InvalidException("a package of format " + format + " holds one file or a file named '" + MODEL
                    + "', this one holds " + names.size() + ": " + String.join(", ", names));
        }
        return MODEL;
    }

    /**
     * Checks that the signature, if there is one, has as many inputs and outputs as the model.
     *
     * @param names what the inputs must be called, in order; empty if anything will do
     * @throws IncompatibleException if it does not fit
     */
    public void requireFit(Predictor model, List<String> names) {
        manifest.findSignature().ifPresent(signature -> requireFit(signature, model, names));
    }

    private static void requireFit(Signature signature, Predictor model, List<String> names) {
        long inputs = signature.inputs().fields().stream()
                .mapToLong(TreePackage::width)
                .sum();
        if (inputs != model.inputs()) {
            throw new IncompatibleException("the signature has " + inputs + " inputs, the model expects "
                    + model.inputs() + ". Register it with the signature of its training data");
        }
        if (!names.isEmpty()) {
            requireNames(inputNames(signature), names);
        }
        if (signature.outputs().size() != model.outputs()) {
            throw new IncompatibleException(
                    "the signature has " + signature.outputs().size() + " outputs, the model gives " + model.outputs());
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
