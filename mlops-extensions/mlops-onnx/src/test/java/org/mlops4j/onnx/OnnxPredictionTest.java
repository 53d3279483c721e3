// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.serving.Predictor;

/** Predictions are those of the library where the model was trained. */
class OnnxPredictionTest {

    /** ONNX Runtime computes in float where scikit-learn computes in double. */
    private static final double TOLERANCE = 1e-5;

    @Test
    void aNetworkOfPytorchPredictsAsItDidThere() {
        requireRecorded("network", OnnxModel.of(RecordedModel.file("network")));
    }

    @Test
    void aClassifierGivesLabelAndProbabilities() {
        requireRecorded("classifier", OnnxModel.of(RecordedModel.file("classifier")));
    }

    @Test
    void labelsThatAreTextsArePositionsAndMapsAreInTheOrderOfTheClasses() {
        requireRecorded(
                "zipmap",
                OnnxModel.of(RecordedModel.file("zipmap"))
                        .categories("label", List.of("cancelled", "late", "on time")));
    }

    @Test
    void textsWithoutCategoriesAreLeftOut() {
        byte[] file = RecordedModel.file("zipmap");
        try (Predictor model = RecordedModel.load(OnnxModel.of(file).toPackage(), file)) {
            double[] out = new double[3];
            model.predict(RecordedModel.rows("zipmap")[0], out);
            assertThat(model.outputs()).isEqualTo(3);
            assertThat(out)
                    .containsExactly(
                            Arrays.copyOfRange(RecordedModel.predictions("zipmap")[0], 1, 4), within(TOLERANCE));
        }
    }

    @Test
    void aPipelineTakesTextWholeAndRealNumbersByColumn() {
        requireRecorded(
                "pipeline", OnnxModel.of(RecordedModel.file("pipeline")).categories("carrier", RecordedModel.CARRIERS));
    }

    @Test
    void inputsAndOutputsOfAllTypes() {
        requireRecorded("mixed", OnnxModel.of(RecordedModel.file("mixed")).categories("word", RecordedModel.CARRIERS));
    }

    @Test
    void onlyTheOutputsThatAreWantedAreGivenInTheirOrder() {
        byte[] file = RecordedModel.file("classifier");
        OnnxModel model = OnnxModel.of(file).outputs("probabilities", "label");
        try (Predictor predictor = RecordedModel.load(model.toPackage(), file)) {
            double[] out = new double[4];
            predictor.predict(RecordedModel.rows("classifier")[0], out);
            double[] recorded = RecordedModel.predictions("classifier")[0];
            assertThat(out)
                    .containsExactly(
                            new double[] {recorded[1], recorded[2], recorded[3], recorded[0]}, within(TOLERANCE));
        }
    }

    private static void requireRecorded(String name, OnnxModel model) {
        double[][] rows = RecordedModel.rows(name);
        double[][] predictions = RecordedModel.predictions(name);
        try (Predictor predictor = RecordedModel.load(model.toPackage(), RecordedModel.file(name))) {
            assertThat(predictor.inputs()).isEqualTo(rows[0].length);
            assertThat(predictor.outputs()).isEqualTo(predictions[0].length);
            double[] out = new double[predictor.outputs()];
            for (int row = 0; row < rows.length; row++) {
                predictor.predict(rows[row], out);
                assertThat(out).as("row %s", row).containsExactly(predictions[row], within(TOLERANCE));
            }
            double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
            double[] batch = new double[rows.length * out.length];
            predictor.predictAll(all, rows.length, batch);
            assertThat(batch)
                    .containsExactly(
                            Arrays.stream(predictions)
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray(),
                            within(TOLERANCE));
        }
    }
}
