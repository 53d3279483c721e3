// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EProcessTest {

    /** Ville's inequality holds for all times at once; the test looks after every value and stops when it likes to. */
    @ParameterizedTest
    @EnumSource
    void aRateAsPromisedEverAlarmsAtMostAsOftenAsAllowed(Direction direction) {
        int streams = 400;
        int alarmed = 0;
        for (int seed = 0; seed < streams; seed++) {
            DriftDetector detector = new EProcess(0.1, 0.1, 0.2, direction).start();
            Errors errors = new Errors(seed);
            for (int i = 0; i < 5_000; i++) {
                if (detector.update(errors.next(0.1)) == DetectorState.DRIFT) {
                    alarmed++;
                    break;
                }
            }
        }
        // One in ten, and three standard errors of this simulation.
        assertThat(alarmed).isLessThanOrEqualTo(40 + 18);
    }

    @ParameterizedTest
    @EnumSource
    void aRateThatKeepsThePromiseByFarIsNoDriftInThatDirection(Direction direction) {
        double rate = direction == Direction.DECREASE ? 0.4 : 0.05;
        DriftDetector detector = EProcess.against(0.2).with(direction).start();
        Errors errors = new Errors(1);
        boolean alarmed = false;
        for (int i = 0; i < 2_000; i++) {
            alarmed |= detector.update(errors.next(rate)) == DetectorState.DRIFT;
        }
        assertThat(alarmed).isEqualTo(direction == Direction.BOTH);
    }
}
