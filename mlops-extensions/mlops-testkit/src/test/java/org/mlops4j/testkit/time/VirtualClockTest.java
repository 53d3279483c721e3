// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private final VirtualClock clock = VirtualClock.at("2026-03-01T12:00:00Z");

    @Test
    void itStandsStillUntilItIsMovedForthOrBack() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(clock.instant()).isEqualTo(start).isEqualTo(clock.instant());
        assertThat(clock.advance(Duration.ofDays(1))).isEqualTo(clock.instant()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(clock.advance(Duration.ofDays(-2))).isEqualTo("2026-02-28T12:00:00Z");
        clock.set(Instant.MIN);
        assertThat(clock.instant()).isEqualTo(Instant.MIN);
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(DateTimeException.class);
    }

    @Test
    void everyAdvanceOfManyThreadsCounts() {
        Instant start = clock.instant();
        IntStream.range(0, 100_000).parallel().forEach(i -> clock.advance(Duration.ofNanos(1)));
        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofNanos(100_000));
    }
}
