// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import org.mlops4j.serving.Explainer;

/**
 * What each feature adds to the sums of a linear booster: its value times its weight, as XGBoost tells it; the average
 * is that of a row without features, not of the training rows.
 *
 * @param booster the model
 */
record LinearContributions(LinearBooster booster) implements Explainer {

    @Override
    public int inputs() {
        return booster.features();
    }

    @Override
    public int groups() {
        return booster.groups();
    }

    @Override
    public void explain(double[] row, double[] out) {
        int width = inputs() + 1;
        if (row.length < inputs() || out.length < groups() * width) {
            throw new IllegalArgumentException("an explanation takes " + inputs() + " inputs and gives "
                    + groups() * width + " numbers, got arrays of length " + row.length + " and " + out.length);
        }
        for (int group = 0; group < groups(); group++) {
            for (int feature = 0; feature < inputs(); feature++) {
                boolean missing = Float.isNaN((float) row[feature]);
                out[group * width + feature] = missing ? 0 : booster.term(row, feature, group);
            }
            out[group * width + inputs()] = booster.start(group);
        }
    }
}
