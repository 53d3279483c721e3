// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.List;
import org.mlops4j.monitoring.Signal;

/**
 * What a window brings.
 *
 * @param state the state after it, before the rules look
 * @param to the end of the window
 * @param signals what was measured of it
 */
record Evaluation(MonitorState state, Instant to, List<Signal> signals) {

    Evaluation {
        signals = List.copyOf(signals);
    }
}
