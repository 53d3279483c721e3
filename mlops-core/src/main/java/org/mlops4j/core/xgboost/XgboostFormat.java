// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

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
 * The format {@code xgboost}: a package with one file, or a file named {@code model}, as {@link XgboostModel} reads it.
 * If the package has a signature, its inputs must be as many as the model's features, with the same names in the same
 * order if the model has names, and its outputs as many as the predictor's.
 */
public final class XgboostFormat implements ModelFormat {

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public XgboostFormat() {}

    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files).predictor(XgboostModel::read);
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files).shape(XgboostModel::read);
    }

    @Override
    public Optional<Explainer> explainer(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files).read(XgboostModel::read).explainer();
    }

    @Override
    public Optional<List<Importance>> importances(ModelManifest manifest, Files files) {
        return new TreePackage(name(), manifest, files).read(XgboostModel::read).importances();
    }
}
