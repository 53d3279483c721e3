// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Arrays;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Predictor;

/** The calls that a model answers before it serves: they have it compiled, and show that it predicts what it did. */
final class WarmUp {

    /** Enough calls for the interpreter's counters to hand the predictor to the compiler. */
    private static final int CALLS = 2_000;

    private WarmUp() {}

    /**
     * Warms a model up, with its examples if it has any, or else with zeros.
     *
     * @throws InvalidException if it does not give the predictions of its examples again, or answers zeros with NaN
     */
    static void of(ModelVersion version, Predictor predictor) {
        version.manifest()
                .findExamples()
                .ifPresentOrElse(examples -> of(examples, version, predictor), () -> ofZeros(version, predictor));
    }

    private static void of(Examples examples, ModelVersion version, Predictor predictor) {
        if (examples.inputs() != predictor.inputs() || examples.outputs() != predictor.outputs()) {
            throw new InvalidException("the examples of " + version + " have " + examples.inputs() + " inputs and "
                    + examples.outputs() + " outputs, the model has " + predictor.inputs() + " and "
                    + predictor.outputs());
        }
        double[] out = new double[predictor.outputs()];
        for (int example = 0; example < examples.size(); example++) {
            predictor.predict(examples.row(example), out);
            if (!examples.matches(example, out)) {
                throw new InvalidException(version + " answers example " + example + " with " + Arrays.toString(out)
                        + ", where it was trained it gave " + Arrays.toString(examples.prediction(example))
                        + "; it will not be served");
            }
        }
        for (int call = 0; call < CALLS; call++) {
            predictor.predict(examples.row(call % examples.size()), out);
        }
    }

    private static void ofZeros(ModelVersion version, Predictor predictor) {
        double[] zeros = new double[predictor.inputs()];
        double[] out = new double[predictor.outputs()];
        for (int call = 0; call < CALLS; call++) {
            predictor.predict(zeros, out);
        }
        for (double output : out) {
            if (Double.isNaN(output)) {
                throw new InvalidException(version + " answers a row of zeros with NaN and will not be served");
            }
        }
    }
}
