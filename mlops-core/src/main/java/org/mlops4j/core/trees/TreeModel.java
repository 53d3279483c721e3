// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.List;
import java.util.Optional;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/**
 * All that predicting with trees takes, whatever file they came from.
 *
 * @param trees the trees
 * @param transform what makes predictions of their sums
 * @param featureNames the names of the features in order; empty if they have none
 */
public record TreeModel(TreeEnsemble trees, OutputTransform transform, List<String> featureNames) implements FileModel {

    public TreeModel {
        featureNames = List.copyOf(featureNames);
    }

    @Override
    public Predictor predictor() {
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
