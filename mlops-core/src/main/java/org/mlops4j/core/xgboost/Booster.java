// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.serving.Predictor;

/** What makes sums of a row, one an output group. */
sealed interface Booster permits TreeBooster, LinearBooster {

    int features();

    /** {@return a predictor of the transformed sums} */
    Predictor predictor(OutputTransform transform);
}
