// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeExplainer;
import org.mlops4j.core.trees.TreeImportances;
import org.mlops4j.core.trees.TreePredictor;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/**
 * The boosters gbtree and dart.
 *
 * @param trees their trees, those of dart scaled by their weights
 */
record TreeBooster(TreeEnsemble trees) implements Booster {

    @Override
    public int features() {
        return trees.inputs();
    }

    @Override
    public Predictor predictor(OutputTransform transform) {
        return new TreePredictor(trees, transform);
    }

    @Override
    public Optional<Explainer> explainer() {
        return TreeExplainer.of(trees);
    }

    @Override
    public Optional<List<Importance>> importances() {
        return TreeImportances.of(trees);
    }
}
