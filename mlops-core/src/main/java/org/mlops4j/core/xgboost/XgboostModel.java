// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.List;
import org.mlops4j.core.trees.FloatTransform;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreePredictor;
import org.mlops4j.serving.Predictor;

/**
 * An XGBoost model: boosted trees (gbtree and dart) with numerical and categorical splits, written by XGBoost 1 to 3 as
 * JSON or UBJSON. Immutable.
 *
 * <p>All trees count, as in {@code Booster.predict}: the attribute {@code best_iteration}, which some wrappers obey, is
 * not looked at.
 */
public final class XgboostModel {

    private final Objective objective;
    private final TreeEnsemble trees;
    private final List<String> featureNames;

    XgboostModel(Objective objective, TreeEnsemble trees, List<String> featureNames) {
        this.objective = objective;
        this.trees = trees;
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
        return objective.text();
    }

    /** {@return the number of features} */
    public int features() {
        return trees.inputs();
    }

    /** {@return the names of the features in order; empty if the model has none} */
    public List<String> featureNames() {
        return featureNames;
    }

    /** {@return the trees} */
    public TreeEnsemble trees() {
        return trees;
    }

    /** {@return a predictor of what {@code Booster.predict} gives: probabilities, classes or numbers} */
    public Predictor predictor() {
        return new TreePredictor(trees, objective.transform());
    }

    /** {@return a predictor of the sums before the objective's transform, to the bit as XGBoost} */
    public Predictor marginPredictor() {
        return new TreePredictor(trees, FloatTransform.IDENTITY);
    }
}
