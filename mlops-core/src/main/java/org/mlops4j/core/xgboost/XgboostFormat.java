// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.Optional;
import org.mlops4j.core.trees.TreePackage;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Explainer;
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
        TreePackage packed = new TreePackage(name(), manifest);
        XgboostModel model = XgboostModel.read(files.read(packed.modelFile()));
        Predictor predictor = model.predictor();
        packed.requireFit(predictor, model.featureNames());
        return predictor;
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        TreePackage packed = new TreePackage(name(), manifest);
        if (!packed.isSmall()) {
            return Optional.empty();
        }
        XgboostModel model = XgboostModel.read(files.read(packed.modelFile()));
        return Optional.of(ModelShape.of(model.predictor(), model.featureNames()));
    }

    @Override
    public Optional<Explainer> explainer(ModelManifest manifest, Files files) {
        TreePackage packed = new TreePackage(name(), manifest);
        return XgboostModel.read(files.read(packed.modelFile())).explainer();
    }
}
