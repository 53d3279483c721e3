// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.List;
import java.util.Optional;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.Predictor;

/** What the file of a model gives to the format that reads it. Implementations are immutable. */
public interface FileModel {

    /** {@return the names of the features in order; empty if the model has none} */
    List<String> featureNames();

    /** {@return a predictor of what the library gives: probabilities, classes or numbers} */
    Predictor predictor();

    /** {@return what explains the sums before the last transform, if the file says what that takes} */
    Optional<Explainer> explainer();

    /** {@return how much trees look at each input, in the order of the inputs, if there are trees that know it} */
    Optional<List<Importance>> importances();
}
