// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import org.mlops4j.data.Document;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/** A predictor written in Java: late is what left late by more than a limit. */
final class DelayRule implements Predictor {

    private final double limit;

    DelayRule(Document parameters, ModelFormat.Files files) {
        this.limit = parameters.get("limit").number();
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void predict(double[] row, double[] out) {
        out[0] = row[0] > limit ? 1 : 0;
    }

    @Override
    public void close() {}
}
