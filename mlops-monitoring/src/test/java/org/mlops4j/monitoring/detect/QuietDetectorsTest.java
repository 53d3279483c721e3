// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The detectors that the guide calls quiet, by a short form of its table. */
class QuietDetectorsTest {

    private static final double RATE = 0.05;

    static List<DetectorDefinition> quiet() {
        return List.of(
                Adwin.defaults(),
                Bocpd.of(Bocpd.Likelihood.BERNOULLI),
                Cusum.defaults(),
                EProcess.against(RATE),
                HddmA.defaults(),
                PageHinkley.defaults());
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void aStableStreamIsStable(DetectorDefinition definition) {
        for (int seed = 1; seed <= 3; seed++) {
            DriftDetector detector = definition.start();
            Errors errors = new Errors(seed);
            int alarms = 0;
            for (int i = 0; i < 100_000; i++) {
                alarms += detector.update(errors.next(RATE)) == DetectorState.DRIFT ? 1 : 0;
            }
            assertThat(alarms).as("seed %s", seed).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void aRiseByTwentyPointsIsFoundInSomeHundredValues(DetectorDefinition definition) {
        for (int seed = 1; seed <= 20; seed++) {
            DriftDetector detector = definition.start();
            Errors errors = new Errors(seed);
            for (int i = 0; i < 2_000; i++) {
                detector.update(errors.next(RATE));
            }
            int delay = 0;
            while (detector.state() != DetectorState.DRIFT) {
                detector.update(errors.next(RATE + 0.2));
                delay++;
            }
            assertThat(delay).as("seed %s", seed).isLessThan(500);
        }
    }
}
