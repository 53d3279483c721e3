// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KswinTest {

    private static List<DetectorState> answers(long seed) {
        DriftDetector detector = new Kswin(0.01, 100, 30, seed).start();
        return Arrays.stream(new Errors(1).stream(1_000, 0.3, 0.6))
                .mapToObj(detector::update)
                .toList();
    }

    @Test
    void theSeedAloneDecidesOnTheDraws() {
        assertThat(answers(5)).isEqualTo(answers(5)).isNotEqualTo(answers(6));
    }

    @Test
    void seesAChangeThatLeavesTheMeanAsItWas() {
        DriftDetector detector = Kswin.defaults().start();
        Errors errors = new Errors(2);
        for (int i = 0; i < 500; i++) {
            assertThat(detector.update(errors.next(0.5))).isEqualTo(DetectorState.STABLE);
        }
        int delay = 0;
        while (detector.state() != DetectorState.DRIFT && delay < 100) {
            delay++;
            detector.update(0.4 + 0.2 * errors.next(0.5));
        }
        assertThat(delay).isLessThan(40);
    }
}
