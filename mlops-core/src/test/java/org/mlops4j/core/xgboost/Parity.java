// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.mlops4j.serving.Predictor;

/** Compares a model with the original library; {@code -Dmlops4j.parity.print=true} tells how many numbers differ. */
final class Parity {

    private static final int BLOCK = 20_000;

    private Parity() {}

    /** Margins are the same bits, predictions differ by an ulp at most. */
    static void assertSame(XgboostModel model, Booster trained, RowGenerator generator, int count) throws Exception {
        // Loaded again, since a base score that training estimated is rounded when it is stored.
        Booster original = XGBoost.loadModel(trained.toByteArray("ubj"));
        Ulps margins = new Ulps();
        Ulps predictions = new Ulps();
        for (int done = 0; done < count; done += BLOCK) {
            float[] rows = generator.rows(Math.min(BLOCK, count - done));
            DMatrix matrix = new DMatrix(rows, rows.length / model.features(), model.features(), Float.NaN);
            margins.compare(all(model.marginPredictor(), doubles(rows)), original.predict(matrix, true));
            predictions.compare(all(model.predictor(), doubles(rows)), original.predict(matrix));
            matrix.dispose();
        }
        if (Boolean.getBoolean("mlops4j.parity.print")) {
            System.out.println(model.objective() + " margins " + margins + ", predictions " + predictions);
        }
        assertThat(margins.max()).as("ulps between margins: %s", margins).isZero();
        assertThat(predictions.max())
                .as("ulps between predictions: %s", predictions)
                .isLessThanOrEqualTo(1);
    }

    /** Predicts row by row, and in one batch, which must be the same. */
    static double[] all(Predictor predictor, double[] rows) {
        int count = rows.length / predictor.inputs();
        double[] batch = new double[count * predictor.outputs()];
        predictor.predictAll(rows, count, batch);
        double[] single = new double[batch.length];
        double[] row = new double[predictor.inputs()];
        double[] out = new double[predictor.outputs()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, i * row.length, row, 0, row.length);
            predictor.predict(row, out);
            System.arraycopy(out, 0, single, i * out.length, out.length);
        }
        assertThat(batch).isEqualTo(single);
        return single;
    }

    static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
