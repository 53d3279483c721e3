// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.List;
import java.util.Optional;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/**
 * Turns the files of a model into a {@link Predictor}. Found by {@link java.util.ServiceLoader} or given to the
 * builder; must be stateless and thread-safe.
 */
public interface ModelFormat {

    /** {@return the name that a {@link ModelManifest#format()} gives, such as {@code xgboost}} */
    String name();

    /**
     * {@return a predictor of the model} The predictor holds no reference to the files.
     *
     * @param manifest what was registered
     * @param files the model's files; every byte is verified against the manifest before it is handed out
     * @throws org.mlops4j.error.InvalidException if a file is not of the format; never another exception, an endless
     *     loop or memory out of proportion to the file, whatever the bytes are
     * @throws org.mlops4j.error.IncompatibleException if the format's version or an option is not supported, or if the
     *     model does not fit the signature of the manifest
     */
    Predictor load(ModelManifest manifest, Files files);

    /**
     * {@return what explains predictions of the model, if the format can tell} It holds no reference to the files.
     *
     * @throws org.mlops4j.error.InvalidException as {@link #load}
     * @throws org.mlops4j.error.IncompatibleException as {@link #load}
     */
    default Optional<Explainer> explainer(ModelManifest manifest, Files files) {
        return Optional.empty();
    }

    /**
     * {@return how much the trees of the model look at each input that any of them looks at, in the order of the
     * inputs; empty if it has no trees, or its file does not say what they gained}
     *
     * @throws org.mlops4j.error.InvalidException as {@link #load}
     * @throws org.mlops4j.error.IncompatibleException as {@link #load}
     */
    default Optional<List<Importance>> importances(ModelManifest manifest, Files files) {
        return Optional.empty();
    }

    /**
     * {@return what the model takes and gives, if the format tells it from the files at little cost} Asked when a
     * version is registered with a signature: one that does not fit is refused then, rather than when it is deployed. A
     * format that cannot tell, or throws as {@link #load} does, has the signature checked when the model is loaded.
     */
    default Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        return Optional.empty();
    }

    /** The files of one model. */
    interface Files {

        /**
         * {@return the verified bytes of a file}
         *
         * @throws org.mlops4j.error.NotFoundException if the manifest has no such file
         * @throws org.mlops4j.error.CorruptException if the stored bytes are not those that were registered
         */
        byte[] read(String name);
    }
}
