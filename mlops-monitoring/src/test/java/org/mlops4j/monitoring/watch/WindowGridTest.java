// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowGridTest {

    private static final Instant ORIGIN = Instant.parse("2026-01-05T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFirstWindowHoldsTheInstantAndNoEarlierOneDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            Duration length = Duration.ofSeconds(1 + random.nextInt(1000));
            Duration step = Duration.ofSeconds(1 + random.nextInt((int) length.toSeconds()));
            WindowGrid grid = new WindowGrid(length, step, ORIGIN);
            Instant instant = ORIGIN.plusMillis(random.nextInt(10_000_000) - 5_000_000L);

            Instant first = grid.first(instant);
            assertThat(first).as("%s of %s", instant, grid).isBeforeOrEqualTo(instant);
            assertThat(grid.end(first)).as("%s of %s", instant, grid).isAfter(instant);
            assertThat(grid.end(first.minus(step)))
                    .as("%s of %s", instant, grid)
                    .isBeforeOrEqualTo(instant);
            assertThat(Duration.between(ORIGIN, first).toMillis() % step.toMillis())
                    .as("%s of %s", instant, grid)
                    .isZero();
        }
    }

    @Test
    void windowsFollowEachOtherByTheStep() {
        WindowGrid grid = new WindowGrid(Duration.ofDays(7), Duration.ofDays(1), ORIGIN);

        assertThat(grid.next(ORIGIN)).isEqualTo(ORIGIN.plus(Duration.ofDays(1)));
        assertThat(grid.end(ORIGIN)).isEqualTo(ORIGIN.plus(Duration.ofDays(7)));
        assertThat(grid.find(ORIGIN, ORIGIN.plus(Duration.ofDays(7)).minusNanos(1)))
                .as("not over yet")
                .isEmpty();
        assertThat(grid.find(ORIGIN, ORIGIN.plus(Duration.ofDays(7))))
                .contains(new WindowFinder.Stretch(
                        ORIGIN,
                        ORIGIN.plus(Duration.ofDays(7)),
                        ORIGIN.plus(Duration.ofDays(6)),
                        ORIGIN.plus(Duration.ofDays(1))));
    }

    @Test
    void refusesWindowsThatLeaveGapsOrLastNoTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowGrid(Duration.ofHours(1), Duration.ofHours(2), ORIGIN));
        assertThatIllegalArgumentException().isThrownBy(() -> new WindowGrid(Duration.ZERO, Duration.ZERO, ORIGIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowGrid(Duration.ofHours(1), Duration.ZERO, ORIGIN));
    }
}
