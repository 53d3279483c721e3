// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mlops4j.core.Race;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Batching;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

@Timeout(60)
class BatchedPredictorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BatchModel model = new BatchModel();

    private static double predict(Predictor predictor, double a) {
        double[] out = new double[2];
        predictor.predict(new double[] {a, 1}, out);
        assertThat(out[1]).isEqualTo(1);
        return out[0];
    }

    @Test
    void aCallThatFindsNoOtherDoesNotWait() {
        BatchedPredictor batched = new BatchedPredictor(model, new Batching(8, LONG), ProtectionMeter.none());
        assertThat(predict(batched, 3)).isEqualTo(6);
        assertThat(predict(batched, 4)).isEqualTo(8);
        assertThat(model.sizes).containsExactly(1, 1);
    }

    @Test
    void callsThatComeWhileOneIsUnderWayGoTogetherAsSoonAsTheyAreEnough() throws Exception {
        BatchedPredictor batched = new BatchedPredictor(model, new Batching(4, LONG), ProtectionMeter.none());
        model.gate = new CountDownLatch(1);
        List<Callable<Double>> works = new ArrayList<>();
        works.add(() -> predict(batched, 1));
        for (int i = 2; i <= 5; i++) {
            double a = i;
            works.add(() -> {
                model.entered.await();
                return predict(batched, a);
            });
        }
        works.add(() -> {
            model.four.await();
            model.gate.countDown();
            return 0.0;
        });
        assertThat(Race.run(works)).containsExactly(2.0, 4.0, 6.0, 8.0, 10.0, 0.0);
        assertThat(model.sizes).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void aBatchThatIsNotFullGoesWhenItsDelayIsOver() throws Exception {
        BatchedPredictor batched =
                new BatchedPredictor(model, new Batching(1_000, Duration.ofMillis(1)), ProtectionMeter.none());
        List<Callable<Double>> works = IntStream.range(0, 8)
                .<Callable<Double>>mapToObj(thread -> () -> {
                    for (int i = 0; i < 500; i++) {
                        double a = 1_000 * thread + i;
                        assertThat(predict(batched, a)).isEqualTo(2 * a);
                    }
                    return 0.0;
                })
                .toList();
        Race.run(works);
        assertThat(model.sizes.stream().mapToInt(size -> size).sum()).isEqualTo(8 * 500);
        assertThat(model.sizes).allMatch(size -> size <= 8);
    }

    @Test
    void aRowThatTheModelRefusesFailsItsOwnCallerAlone() throws Exception {
        BatchedPredictor batched =
                new BatchedPredictor(model, new Batching(4, Duration.ofMillis(1)), ProtectionMeter.none());
        List<Callable<Boolean>> works = IntStream.range(0, 4)
                .<Callable<Boolean>>mapToObj(thread -> () -> {
                    for (int i = 0; i < 200; i++) {
                        if (thread == 0) {
                            assertThatThrownBy(() -> predict(batched, -1)).isInstanceOf(InvalidException.class);
                        } else {
                            assertThat(predict(batched, i)).isEqualTo(2 * i);
                        }
                    }
                    return true;
                })
                .toList();
        assertThat(Race.run(works)).containsOnly(true);
    }

    /** Doubles its first input and passes the second on, and notes how many rows came together. */
    private static final class BatchModel implements Predictor {

        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch four = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public void predict(double[] row, double[] out) {
            if (row[0] < 0) {
                throw new InvalidException("the model takes nothing below 0");
            }
            out[0] = 2 * row[0];
            out[1] = row[1];
        }

        @Override
        public void predictAll(double[] rows, int count, double[] out) {
            for (int i = 0; i < count; i++) {
                if (rows[2 * i] < 0) {
                    throw new InvalidException("the model takes nothing below 0");
                }
                out[2 * i] = 2 * rows[2 * i];
                out[2 * i + 1] = rows[2 * i + 1];
            }
            sizes.add(count);
            if (count == 4) {
                four.countDown();
            } else {
                entered.countDown();
                passGate();
            }
        }

        private void passGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {}
    }
}
