// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DdmTest {

    /** Taken by the letter, the rule compares with a deviation of zero and alarms at the first error. */
    @ParameterizedTest
    @EnumSource
    void theFirstErrorAfterACleanWarmUpIsNoDrift(Direction direction) {
        DriftDetector detector = Ddm.defaults().with(direction).start();
        for (int i = 0; i < 500; i++) {
            assertThat(detector.update(0)).isEqualTo(DetectorState.STABLE);
        }
        assertThat(detector.update(1)).isEqualTo(DetectorState.STABLE);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstRightAnswerAfterErrorsAloneIsNoDriftEither(Direction direction) {
        DriftDetector detector = Ddm.defaults().with(direction).start();
        for (int i = 0; i < 500; i++) {
            assertThat(detector.update(1)).isEqualTo(DetectorState.STABLE);
        }
        assertThat(detector.update(0)).isEqualTo(DetectorState.STABLE);
    }
}
