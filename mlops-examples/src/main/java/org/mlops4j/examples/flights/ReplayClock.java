// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Instant;
import java.time.InstantSource;

/** The clock of the replay: it shows the time of the event that is being replayed, and never goes back. */
final class ReplayClock implements InstantSource {

    private volatile Instant now;

    ReplayClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void advanceTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }
}
