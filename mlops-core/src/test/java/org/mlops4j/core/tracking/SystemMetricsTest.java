// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemMetricsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void timeOfCollectionsCountsFromTheBeginOfTheRun() {
        Instant now = Instant.parse("2026-03-03T12:00:00Z");
        System.gc();
        SystemMetrics metrics = new SystemMetrics(SECOND, now);
        double before = metrics.sampleIfDue(now).get("system/gc_seconds");
        long begin = System.nanoTime();
        double after = before;
        // The virtual machine counts in milliseconds, and a collection may take less.
        while (after == before) {
            assertThat(System.nanoTime() - begin).isLessThan(PATIENCE.toNanos());
            System.gc();
            now = now.plus(SECOND);
            after = metrics.sampleIfDue(now).get("system/gc_seconds");
        }
        assertThat(before).isNotNegative();
        assertThat(after).isBetween(before, before + PATIENCE.toSeconds());
    }

    @Test
    void nothingIsSampledBeforeTheIntervalIsOver() {
        Instant now = Instant.parse("2026-03-03T12:00:00Z");
        SystemMetrics metrics = new SystemMetrics(SECOND, now);
        assertThat(metrics.sampleIfDue(now)).isNotEmpty();
        assertThat(metrics.sampleIfDue(now.plusMillis(999))).isEmpty();
        assertThat(metrics.sampleIfDue(now.plus(SECOND))).containsKeys("system/threads", "system/cpu_seconds");
    }
}
