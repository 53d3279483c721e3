// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.List;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelShape;

/**
 * A package that holds one model: which file that is, and whether its signature fits the model.
 *
 * @param format the name of the format, for messages
 * @param manifest what the package says of itself
 */
public record TreePackage(String format, ModelManifest manifest) {

    private static final String MODEL = "model";
    private static final long SMALL_BYTES = 32L << 20;

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
     * @throws org.mlops4j.error.IncompatibleException if it does not fit
     */
    public void requireFit(Predictor model, List<String> names) {
        manifest.findSignature().ifPresent(ModelShape.of(model, names)::requireFit);
    }

    /** {@return whether the model is read so fast that registering it may wait: a second at most} */
    public boolean isSmall() {
        return manifest.file(modelFile()).bytes() <= SMALL_BYTES;
    }
}
