// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdwinTest {

    /**
     * Looking at all boundaries but the newest of each size of buckets, as three libraries did, finds this change after
     * 1 772 values in the mean; looking at all, after 457.
     */
    @Test
    void aSmallChangeIsFoundEarlySinceAllBoundariesAreLookedAt() {
        double delays = 0;
        int runs = 40;
        for (int seed = 0; seed < runs; seed++) {
            DriftDetector detector = Adwin.defaults().start();
            Errors errors = new Errors(seed);
            for (int i = 0; i < 10_000; i++) {
                assertThat(detector.update(errors.next(0.2)))
                        .as("seed %s", seed)
                        .isEqualTo(DetectorState.STABLE);
            }
            do {
                delays++;
            } while (detector.update(errors.next(0.3)) != DetectorState.DRIFT);
        }
        assertThat(delays / runs).isBetween(350.0, 570.0);
    }

    @Test
    void theWindowKeepsTheNewerPartAfterADrift() {
        AdaptiveWindow window = new AdaptiveWindow(Adwin.defaults());
        Errors errors = new Errors(1);
        for (int i = 0; i < 2_048; i++) {
            window.next(errors.next(0.1));
        }
        assertThat(window.width()).isEqualTo(2_048);
        for (int i = 0; i < 1_024; i++) {
            window.next(errors.next(0.9));
        }
        assertThat(window.width()).isBetween(900L, 1_100L);
    }

    @Test
    void everyWindowOfAMillionFitsInFewBuckets() {
        AdaptiveWindow window = new AdaptiveWindow(Adwin.defaults());
        Errors errors = new Errors(2);
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(window.next(errors.next(0.05)) == DetectorState.DRIFT).isFalse();
        }
        assertThat(window.width()).isEqualTo(1_000_000);
        assertThat(window.save().get("rows").list()).hasSizeLessThanOrEqualTo(20);
    }
}
