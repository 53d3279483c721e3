// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets, back as well as forth. */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    public SettableClock(String now) {
        this.now = Instant.parse(now);
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
