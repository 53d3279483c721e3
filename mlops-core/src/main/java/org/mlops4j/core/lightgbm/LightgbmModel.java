// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.DoubleTransform;
import org.mlops4j.core.trees.FileModel;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.core.trees.TreePredictor;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/**
 * A LightGBM model: trees of any boosting (gbdt, dart, goss, rf), with numerical and categorical splits and constant or
 * linear leaves, in the text form that LightGBM 4 writes, and 2.3 to 3 alike. Immutable.
 *
 * <p>Categories are the whole numbers that the model was trained on: of a model trained on a pandas frame they are the
 * codes of the categories, not their names. All trees count, prediction early stopping is not done.
 */
public final class LightgbmModel implements FileModel {

    private final Objective objective;
    private final TreeModel trees;

    /** A model; the transform of the trees is the objective's. */
    LightgbmModel(Objective objective, TreeModel trees) {
        this.objective = objective;
        this.trees = trees;
    }

    /**
     * {@return the model in some bytes, which may come from anywhere: reading takes time and memory in proportion to
     * them}
     *
     * @param bytes the text of a saved model
     * @throws org.mlops4j.error.InvalidException if they are not a sound model
     * @throws org.mlops4j.error.IncompatibleException if they are of another LightGBM version or objective than
     *     supported
     */
    public static LightgbmModel read(byte[] bytes) {
        return new LightgbmReader(bytes).read();
    }

    /** {@return the objective that it was trained with, such as {@code binary}; {@code custom} if it has none} */
    public String objective() {
        return objective.name();
    }

    /** {@return the number of features} */
    public int features() {
        return trees().inputs();
    }

    /** {@return the names of the features in order; empty if they were not named for training} */
    @Override
    public List<String> featureNames() {
        return trees.featureNames();
    }

    /** {@return the trees} */
    public TreeEnsemble trees() {
        return trees.trees();
    }

    /** {@return its trees and what predicting with them takes} */
    public TreeModel treeModel() {
        return trees;
    }

    /** {@return what explains its raw scores, as {@code pred_contrib} does; empty if trees have linear leaves} */
    @Override
    public Optional<Explainer> explainer() {
        return trees.explainer();
    }

    /** {@return how much the trees look at each feature, as {@code feature_importance} tells it} */
    @Override
    public Optional<List<Importance>> importances() {
        return trees.importances();
    }

    /** {@return a predictor of what {@code Booster.predict} gives: probabilities or numbers} */
    @Override
    public Predictor predictor() {
        return trees.predictor();
    }

    /** {@return a predictor of raw scores, the sums of the leaves, to the bit as LightGBM} */
    public Predictor marginPredictor() {
        return new TreePredictor(trees(), DoubleTransform.RAW);
    }
}
