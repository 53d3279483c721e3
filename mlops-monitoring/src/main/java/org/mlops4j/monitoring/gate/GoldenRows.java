// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.Arrays;
import java.util.Optional;
import org.mlops4j.registry.Examples;
import org.mlops4j.serving.Predictor;

/** What a model has to answer, and in words where it does not. Thread-safe. */
record GoldenRows(Examples examples) {

    /** {@return that the model takes or gives something else, if it does} */
    Optional<String> misfit(Predictor model) {
        return model.inputs() == examples.inputs() && model.outputs() == examples.outputs()
                ? Optional.empty()
                : Optional.of("the model has " + model.inputs() + " inputs and " + model.outputs()
                        + " outputs, golden predictions have " + examples.inputs() + " and " + examples.outputs());
    }

    /** {@return that an answer is another than the golden one, if it is} */
    Optional<String> mismatch(int row, double[] answer) {
        return examples.matches(row, answer)
                ? Optional.empty()
                : Optional.of("golden prediction " + row + " is " + Arrays.toString(examples.prediction(row))
                        + ", the model says " + Arrays.toString(answer));
    }
}
