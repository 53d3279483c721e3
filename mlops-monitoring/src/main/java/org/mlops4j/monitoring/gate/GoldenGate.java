// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
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
            GoldenRows golden = new GoldenRows(examples);
            Optional<String> misfit = golden.misfit(model.predictor());
            if (misfit.isPresent()) {
                return Verdict.fail(misfit.get(), evidence);
            }
            double[] out = new double[examples.outputs()];
            for (int i = 0; i < examples.size(); i++) {
                model.predictor().predict(examples.row(i), out);
                Optional<String> mismatch = golden.mismatch(i, out);
                if (mismatch.isPresent()) {
                    return Verdict.fail(mismatch.get(), evidence.with("first", i));
                }
            }
            return Verdict.pass("all " + examples.size() + " golden predictions are given", evidence);
        }
    }
}
