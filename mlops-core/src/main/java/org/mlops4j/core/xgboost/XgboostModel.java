// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.FileModel;
import org.mlops4j.core.trees.FloatTransform;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/**
 * An XGBoost model: boosted trees (gbtree and dart) with numerical and categorical splits and leaves of one or several
 * values, or a linear model (gblinear), written by XGBoost 1.0 to 3.4 as JSON or UBJSON. Immutable.
 *
 * <p>It predicts what the version that wrote it predicts: since 3.4 the quantiles of a row are put into ascending
 * order.
 *
 * <p>All trees count, as in {@code Booster.predict}: the attribute {@code best_iteration}, which some wrappers obey, is
 * not looked at.
 */
public final class XgboostModel implements FileModel {

    private final String objective;
    private final FloatTransform transform;
    private final Booster booster;
    private final List<String> featureNames;

    XgboostModel(String objective, FloatTransform transform, Booster booster, List<String> featureNames) {
        this.objective = objective;
        this.transform = transform;
        this.booster = booster;
        this.featureNames = List.copyOf(featureNames);
    }

    /**
     * {@return the model in some bytes, which may come from anywhere: reading takes time and memory in proportion to
     * them}
     *
     * @param bytes JSON or UBJSON, told apart by their beginning
     * @throws org.mlops4j.error.InvalidException if they are not a sound model
     * @throws org.mlops4j.error.IncompatibleException if they are of another XGBoost version, booster, objective or
     *     kind of split than supported
     */
    public static XgboostModel read(byte[] bytes) {
        return new XgboostReader(DocumentReader.of(bytes)).read();
    }

    /** {@return the objective that it was trained with, such as {@code binary:logistic}} */
    public String objective() {
        return objective;
    }

    /** {@return the number of features} */
    public int features() {
        return booster.features();
    }

    /** {@return the names of the features in order; empty if the model has none} */
    @Override
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * {@return the trees}
     *
     * @throws IllegalStateException if the model is linear, of the booster gblinear
     */
    public TreeEnsemble trees() {
        if (booster instanceof TreeBooster forest) {
            return forest.trees();
        }
        throw new IllegalStateException("a linear model has no trees");
    }

    /**
     * {@return its trees and what predicting with them takes}
     *
     * @throws IllegalStateException if the model is linear, of the booster gblinear
     */
    public TreeModel treeModel() {
        return new TreeModel(trees(), transform, featureNames);
    }

    /**
     * {@return what explains its margins, as {@code pred_contribs} does; empty for trees of several outputs from before
     * XGBoost 3.2} Of a linear model, a contribution is the value times the weight.
     */
    @Override
    public Optional<Explainer> explainer() {
        return booster.explainer();
    }

    /**
     * {@return how much the trees look at each feature, as {@code get_score} tells it; empty for a linear model and for
     * trees of several outputs from before XGBoost 3.2}
     */
    @Override
    public Optional<List<Importance>> importances() {
        return booster.importances();
    }

    /** {@return a predictor of what {@code Booster.predict} gives: probabilities, classes or numbers} */
    @Override
    public Predictor predictor() {
        return booster.predictor(transform);
    }

    /** {@return a predictor of the sums before the objective's transform, to the bit as XGBoost} */
    public Predictor marginPredictor() {
        return booster.predictor(FloatTransform.IDENTITY);
    }
}
