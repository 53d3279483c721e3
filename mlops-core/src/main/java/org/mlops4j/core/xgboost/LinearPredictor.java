// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.serving.Predictor;

/** Predicts with a linear booster. Thread-safe. Allocates only where several sums make one output. */
final class LinearPredictor implements Predictor {

    private final LinearBooster booster;
    private final OutputTransform transform;
    private volatile boolean closed;

    LinearPredictor(LinearBooster booster, OutputTransform transform) {
        this.booster = booster;
        this.transform = transform;
    }

    @Override
    public int inputs() {
        return booster.features();
    }

    @Override
    public int outputs() {
        return transform.outputs(booster.groups());
    }

    @Override
    public void predict(double[] row, double[] out) {
        if (closed) {
            throw new IllegalStateException("the predictor is closed");
        }
        if (row.length < inputs() || out.length < outputs()) {
            throw new IllegalArgumentException("row and out must hold " + inputs() + " and " + outputs()
                    + " values, their lengths are " + row.length + " and " + out.length);
        }
        // A transform that keeps the number of values may work in place: it is done with a value when it writes there.
        int groups = booster.groups();
        double[] sums = outputs() == groups ? out : new double[groups];
        booster.sums(row, sums);
        transform.apply(sums, 0, groups, out, 0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
