// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.serving.Predictor;

class OnnxCloseTest {

    private static final int THREADS = 3;
    private static final int ROUNDS = 20;

    @ParameterizedTest
    @ValueSource(strings = {"network", "classifier"})
    void aClosedModelSaysSoAndIsClosedTwiceWithoutHarm(String name) {
        byte[] file = RecordedModel.file(name);
        Predictor model = RecordedModel.load(OnnxModel.of(file).toPackage(), file);
        model.close();
        model.close();
        double[] row = new double[4];
        assertThatThrownBy(() -> model.predict(row, new double[4]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ONNX model is closed");
        assertThatThrownBy(() -> model.predictAll(row, 1, new double[4])).isInstanceOf(IllegalStateException.class);
    }

    /** Freed under a call, ONNX Runtime would end this JVM. */
    @ParameterizedTest
    @ValueSource(strings = {"network", "classifier"})
    void aModelThatIsClosedUnderCallersAnswersThoseThatAreInside(String name) throws Exception {
        byte[] file = RecordedModel.file(name);
        double[][] rows = RecordedModel.rows(name);
        double[][] predictions = RecordedModel.predictions(name);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Predictor model = RecordedModel.load(OnnxModel.of(file).toPackage(), file);
                CountDownLatch busy = new CountDownLatch(THREADS);
                List<Future<Integer>> answered = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    answered.add(threads.submit(() -> predictUntilClosed(model, rows, predictions, busy)));
                }
                busy.await();
                model.close();
                for (Future<Integer> count : answered) {
                    assertThat(count.get()).isPositive();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int predictUntilClosed(
            Predictor model, double[][] rows, double[][] predictions, CountDownLatch busy) {
        double[] out = new double[model.outputs()];
        for (int answered = 0; ; answered++) {
            int row = answered % rows.length;
            try {
                model.predict(rows[row], out);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the ONNX model is closed");
                return answered;
            }
            assertThat(out).containsExactly(predictions[row], within(1e-5));
            if (answered == 0) {
                busy.countDown();
            }
        }
    }
}
