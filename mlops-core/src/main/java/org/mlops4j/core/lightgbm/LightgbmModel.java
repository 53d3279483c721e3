// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeExplainer;
import org.mlops4j.core.trees.TreePredictor;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Predictor;

/**
 * A LightGBM model: trees of any boosting (gbdt, dart, goss, rf), with numerical and categorical splits and constant or
 * linear leaves, in the text form that LightGBM 4 writes, and 2.3 to 3 alike. Immutable.
 *
 * <p>Categories are the whole numbers that the model was trained on: of a model trained on a pandas frame they are the
 * codes of the categories, not their names. All trees count, prediction early stopping is not done.
 */
public final class LightgbmModel {

    private final Objective objective;
    private final int divisor;
    private final TreeEnsemble trees;
    private final List<String> featureNames;

    LightgbmModel(Objective objective, int divisor, TreeEnsemble trees, List<String> featureNames) {
        this.objective = objective;
        this.divisor = divisor;
        this.trees = trees;
        this.featureNames = List.copyOf(featureNames);
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
        return trees.inputs();
    }

    /** {@return the names of the features in order; empty if they were not named for training} */
    public List<String> featureNames() {
        return featureNames;
    }

    /** {@return the trees} */
    public TreeEnsemble trees() {
        return trees;
    }

    /** {@return what explains its raw scores, as {@code pred_contrib} does; empty if trees have linear leaves} */
    public Optional<Explainer> explainer() {
        return TreeExplainer.of(trees);
    }

    /** {@return a predictor of what {@code Booster.predict} gives: probabilities or numbers} */
    public Predictor predictor() {
        return new TreePredictor(trees, new LightgbmTransform(objective.output(), objective.sigmoid(), divisor));
    }

    /** {@return a predictor of raw scores, the sums of the leaves, to the bit as LightGBM} */
    public Predictor marginPredictor() {
        return new TreePredictor(trees, LightgbmTransform.RAW);
    }
}
