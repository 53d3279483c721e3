// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/** What makes sums of a row, one an output group. */
sealed interface Booster permits TreeBooster, LinearBooster {

    int features();

    /** {@return a predictor of the transformed sums} */
    Predictor predictor(OutputTransform transform);

    /** {@return what explains the sums, if the file says what that takes} */
    Optional<Explainer> explainer();

    /** {@return how much trees look at each feature, if there are trees that know it} */
    Optional<List<Importance>> importances();
}
