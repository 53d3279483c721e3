// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.content.Contents;
import org.mlops4j.core.lightgbm.LightgbmModel;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.core.trees.TreePackage;
import org.mlops4j.core.xgboost.XgboostModel;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;

/**
 * The format {@code compact}: trees of XGBoost or LightGBM in a binary form of their own, as {@link CompactModel} reads
 * it. They predict the same bits, are explained as before, and load in a fraction of the time. A signature must fit as
 * it must for the format that the trees come from.
 */
public final class CompactFormat implements ModelFormat {

    private static final String NAME = "compact";

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public CompactFormat() {}

    /**
     * {@return the package with its trees in the compact form; signature, examples, features, properties and other
     * files stay}
     *
     * @param contents of the format {@code xgboost} or {@code lightgbm}
     * @throws IncompatibleException if it is of another format, or not supported as its own format says
     * @throws org.mlops4j.error.InvalidException if the model is not sound
     * @throws org.mlops4j.error.StorageException if its file cannot be read
     * @throws IllegalStateException if it has no trees: of the booster gblinear
     */
    public static ModelPackage convert(ModelPackage contents) {
        String file = TreePackage.modelFile(contents.format(), contents.files().keySet());
        byte[] compact = CompactModel.write(trees(contents, file));
        ModelPackage converted = ModelPackage.of(NAME).withFile("model", compact);
        for (Map.Entry<String, ModelPackage.Content> other : contents.files().entrySet()) {
            if (!other.getKey().equals(file)) {
                converted = converted.withFile(other.getKey(), other.getValue());
            }
        }
        for (Map.Entry<String, Document> property :
                contents.properties().fields().entrySet()) {
            converted = converted.property(property.getKey(), property.getValue());
        }
        converted = contents.findSignature().map(converted::signature).orElse(converted);
        return contents.findFeatures().map(converted::features).orElse(converted);
    }

    private static TreeModel trees(ModelPackage contents, String file) {
        ModelPackage.Content content = requireNonNull(contents.files().get(file), "content");
        byte[] bytes = Contents.read("the model file '" + file + "'", content, InputStream::readAllBytes);
        return switch (contents.format()) {
            case "xgboost" -> XgboostModel.read(bytes).treeModel();
            case "lightgbm" -> LightgbmModel.read(bytes).treeModel();
            default ->
                throw new IncompatibleException("models of the format '" + contents.format()
                        + "' have no compact form; those of xgboost and lightgbm have one");
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        return new TreePackage(NAME, manifest, files).predictor(CompactModel::readToPredict);
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        return new TreePackage(NAME, manifest, files).shape(CompactModel::readToPredict);
    }

    @Override
    public Optional<Explainer> explainer(ModelManifest manifest, Files files) {
        return new TreePackage(NAME, manifest, files).read(CompactModel::read).explainer();
    }

    @Override
    public Optional<List<Importance>> importances(ModelManifest manifest, Files files) {
        return new TreePackage(NAME, manifest, files).read(CompactModel::read).importances();
    }
}
