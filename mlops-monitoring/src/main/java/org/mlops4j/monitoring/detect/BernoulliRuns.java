// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/** Runs of errors of one rate: the beta-Bernoulli model with Jeffreys' prior. */
final class BernoulliRuns implements RunModel {

    private static final double PRIOR = 0.5;

    private final double[] errors;
    private final double[] others;

    BernoulliRuns(int most) {
        errors = new double[most];
        others = new double[most];
    }

    @Override
    public boolean isReady(double value) {
        return true;
    }

    @Override
    public void begin(int run) {
        errors[run] = PRIOR;
        others[run] = PRIOR;
    }

    @Override
    public double predictive(int run, double value) {
        return (errors[run] * value + others[run] * (1 - value)) / (errors[run] + others[run]);
    }

    @Override
    public void include(int run, double value) {
        errors[run] += value;
        others[run] += 1 - value;
    }

    @Override
    public void copy(int from, int to) {
        errors[to] = errors[from];
        others[to] = others[from];
    }

    @Override
    public void forget() {}

    @Override
    public Document save(int runs) {
        return Document.object()
                .with("errors", Saved.numbers(errors, runs))
                .with("others", Saved.numbers(others, runs));
    }

    @Override
    public void load(Document saved) {
        Saved.read(saved.get("errors"), errors);
        Saved.read(saved.get("others"), others);
    }
}
