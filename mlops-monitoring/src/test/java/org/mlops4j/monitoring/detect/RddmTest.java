// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;

class RddmTest {

    private static final Rddm RDDM = Rddm.defaults().with(Direction.INCREASE);

    @Test
    void aLongStableTimeDoesNotMakeItSlow() {
        DriftDetector detector = RDDM.start();
        DriftDetector ddm = Ddm.defaults().with(Direction.INCREASE).start();
        Errors errors = new Errors(1);
        long longest = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = errors.next(0.2);
            detector.update(value);
            ddm.update(value);
            longest = Math.max(longest, i % 1_000 == 0 ? count(detector) : 0);
        }
        assertThat(longest).isBetween(30_000L, 40_000L);
        int delay = 0;
        int delayOfDdm = 0;
        while (ddm.state() != DetectorState.DRIFT) {
            double value = errors.next(0.4);
            delay += detector.state() == DetectorState.DRIFT ? 0 : 1;
            if (detector.state() != DetectorState.DRIFT) {
                detector.update(value);
            }
            delayOfDdm++;
            ddm.update(value);
        }
        assertThat(delay).isPositive().isLessThan(delayOfDdm / 2);
    }

    /** The values are chosen so that the next answer is a warning again and again. */
    @Test
    void aWarningThatLastsTooLongIsADrift() {
        DriftDetector detector = RDDM.start();
        Errors errors = new Errors(2);
        for (int i = 0; i < 1_000; i++) {
            detector.update(errors.next(0.2));
        }
        while (detector.state() == DetectorState.STABLE) {
            detector.update(1);
        }
        int warnings = 1;
        while (detector.state() == DetectorState.WARNING) {
            DriftDetector trial = DriftDetector.restore(detector.snapshot());
            detector.update(trial.update(1) == DetectorState.WARNING ? 1 : 0);
            warnings += detector.state() == DetectorState.WARNING ? 1 : 0;
        }
        assertThat(detector.state()).isEqualTo(DetectorState.DRIFT);
        assertThat(warnings).isEqualTo(1_400);
        assertThat(count(detector)).isEqualTo(1);
    }

    private static long count(DriftDetector detector) {
        Document test = detector.snapshot().get("test");
        return test.get("rate").get("count").whole();
    }
}
