// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.xgboost.XgboostModel;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.serving.Predictor;

class LateModelTest {

    @Test
    void theServedModelGivesTheMarginsOfXgboostToTheBit() throws XGBoostError, IOException {
        TrainingSet january = firstDaysOfJanuary();
        byte[] model = LateModel.train(january.table(), january.features(), (round, logLoss) -> {});
        int width = january.features().size();
        int count = january.table().rowCount();
        float[] rows = new float[count * width];
        double[] inputs = new double[rows.length];
        for (int f = 0; f < width; f++) {
            DoubleColumn column = january.table().doubles(january.features().get(f));
            for (int row = 0; row < count; row++) {
                rows[row * width + f] = (float) column.get(row);
                inputs[row * width + f] = column.get(row);
            }
        }

        Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
        float[][] expected = booster.predict(new DMatrix(rows, count, width, Float.NaN), true);
        double[] margins = new double[count];
        try (Predictor predictor = XgboostModel.read(model).marginPredictor()) {
            predictor.predictAll(inputs, count, margins);
        }

        assertThat(count).isGreaterThan(10_000);
        for (int row = 0; row < count; row++) {
            assertThat(margins[row]).as("margin of row " + row).isEqualTo(expected[row][0]);
        }
    }

    private static TrainingSet firstDaysOfJanuary() {
        Table flights = Flights.before(Flights.load(), "departed", Instant.parse("2001-01-08T00:00:00Z"));
        Map<String, Table> history = Definitions.SERVICE.views().stream()
                .collect(Collectors.toMap(FeatureView::name, view -> Definitions.events(view, flights)));
        double[] late = new double[flights.rowCount()];
        for (int i = 0; i < late.length; i++) {
            late[i] = flights.doubles("delay").get(i) > Flights.LATE_MINUTES ? 1 : 0;
        }
        Table labels = flights.select(Definitions.SERVICE.request().names())
                .with(Field.of(LateModel.LABEL, DataType.FLOAT64), DoubleColumn.of(late));
        return TrainingSet.of(Definitions.SERVICE, history, labels, "departed");
    }
}
