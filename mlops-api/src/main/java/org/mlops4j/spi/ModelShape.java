// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

/**
 * What a model file says of what the model takes and gives.
 *
 * @param inputs how many numbers it takes
 * @param outputs how many it gives
 * @param names what the inputs must be called, in order; empty if the file does not say
 */
public record ModelShape(int inputs, int outputs, List<String> names) {

    /** Copies the names. */
    public ModelShape {
        names = List.copyOf(names);
    }

    /** {@return the shape of a loaded model} */
    public static ModelShape of(Predictor model, List<String> names) {
        return new ModelShape(model.inputs(), model.outputs(), names);
    }

    /**
     * Checks that a signature has as many inputs and outputs as the model, of the same names in the same order. A
     * vector of n takes n inputs, {@code name[0]} and on.
     *
     * @throws IncompatibleException if it does not fit
     */
    public void requireFit(Signature signature) {
        List<String> given = inputNames(signature);
        if (given.size() != inputs) {
            throw new IncompatibleException("the signature has " + given.size() + " inputs, the model expects " + inputs
                    + ". Register it with the signature of its training data");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!given.get(i).equals(names.get(i))) {
                throw new IncompatibleException("input " + i + " of the signature is '" + given.get(i)
                        + "', the model expects '" + names.get(i)
                        + "' there. Put the inputs into the order of its training data");
            }
        }
        if (signature.outputs().size() != outputs) {
            throw new IncompatibleException(
                    "the signature has " + signature.outputs().size() + " outputs, the model gives " + outputs);
        }
    }

    private static List<String> inputNames(Signature signature) {
        List<String> names = new ArrayList<>();
        for (Field field : signature.inputs().fields()) {
            if (field.type() instanceof DataType.Vector vector) {
                for (int i = 0; i < vector.size(); i++) {
                    names.add(field.name() + "[" + i + "]");
                }
            } else {
                names.add(field.name());
            }
        }
        return names;
    }
}
