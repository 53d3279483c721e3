// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.TreePackage;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;

/**
 * The format {@code lightgbm}: a package with one file, or a file named {@code model}, as {@link LightgbmModel} reads
 * it. If the package has a signature, its inputs must be as many as the model's features, with the same names in the
 * same order if the features were named, and its outputs as many as the predictor's.
 */
public final class LightgbmFormat implements ModelFormat {

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public LightgbmFormat() {}

    @Override
    public String name() {
        return "lightgbm";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files).predictor(LightgbmModel::read);
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files).shape(LightgbmModel::read);
    }

    @Override
    public Optional<Explainer> explainer(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files)
                .read(LightgbmModel::read)
                .explainer();
    }

    @Override
    public Optional<List<Importance>> importances(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files)
                .read(LightgbmModel::read)
                .importances();
    }
}
