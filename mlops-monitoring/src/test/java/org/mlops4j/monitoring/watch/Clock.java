// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is set. */
final class Clock implements InstantSource {

    private volatile Instant now = Traffic.START;

    void set(Instant instant) {
        now = instant;
    }

    void day(int day) {
        now = Traffic.START.plus(Duration.ofDays(day));
    }

    void forward(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
