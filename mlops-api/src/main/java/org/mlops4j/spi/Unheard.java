// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

/** The meters that take nothing: one of each, so that they can be known by identity. */
final class Unheard {

    static final Telemetry TELEMETRY = new Telemetry() {};
    static final Telemetry.PredictionMeter PREDICTIONS = (requestId, outcome, nanos) -> {};
    static final Telemetry.ProtectionMeter PROTECTION = new Telemetry.ProtectionMeter() {
        @Override
        public void lookedUp(boolean known) {}

        @Override
        public void batched(int rows, long waitedNanos) {}
    };
    static final Telemetry.Timing TIMING = (outcome, rows, nanos) -> {};

    private Unheard() {}
}
