// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = RetryPolicy.attempts(9);

    @Test
    void withoutJitterRestsDoubleUpToTheLongest() {
        RetryPolicy plain = POLICY.jitter(0).resting(Duration.ofSeconds(10), Duration.ofMinutes(1));
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(failures -> plain.rest(failures, new SplittableRandom(1))))
                .extracting(Duration::toSeconds)
                .containsExactly(10L, 20L, 40L, 60L, 60L);
        assertThat(plain.rest(100_000, new SplittableRandom(1))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void jitterTakesAwayItsShareAtMostAndIsSpreadOverIt() {
        SplittableRandom random = new SplittableRandom(7);
        LongSummaryStatistics millis = IntStream.range(0, 10_000)
                .mapToLong(i -> POLICY.rest(3, random).toMillis())
                .summaryStatistics();
        assertThat(millis.getMin()).isBetween(2_000L, 2_010L);
        assertThat(millis.getMax()).isBetween(3_990L, 4_000L);
        assertThat(millis.getAverage()).isBetween(2_950.0, 3_050.0);
    }

    @Test
    void oneSeedGivesOneRest() {
        assertThat(POLICY.rest(2, new SplittableRandom(5))).isEqualTo(POLICY.rest(2, new SplittableRandom(5)));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> RetryPolicy.attempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.jitter(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.resting(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(2, Duration.ZERO, 0.5, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
