// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Examples;
import org.mlops4j.serving.LoadedModel;

/** Whether a candidate, loaded as it will serve, gives the predictions that it has to give. */
record GoldenGate(Examples examples) implements Gate {

    GoldenGate {
        requireNonNull(examples, "examples");
    }

    @Override
    public String name() {
        return "golden-predictions";
    }

    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        try (LoadedModel model = trial.load()) {
            Document.Fields evidence = Document.object().with("examples", examples.size());
            int inputs = model.predictor().inputs();
            int outputs = model.predictor().outputs();
            if (inputs != examples.inputs() || outputs != examples.outputs()) {
                return Verdict.fail(
                        "the model has " + inputs + " inputs and " + outputs + " outputs, golden predictions have "
                                + examples.inputs() + " and " + examples.outputs(),
                        evidence);
            }
            double[] out = new double[outputs];
            for (int i = 0; i < examples.size(); i++) {
                model.predictor().predict(examples.row(i), out);
                if (!examples.matches(i, out)) {
                    return Verdict.fail(
                            "golden prediction " + i + " is " + Arrays.toString(examples.prediction(i))
                                    + ", the model says " + Arrays.toString(out),
                            evidence.with("first", i));
                }
            }
            return Verdict.pass("all " + examples.size() + " golden predictions are given", evidence);
        }
    }
}
