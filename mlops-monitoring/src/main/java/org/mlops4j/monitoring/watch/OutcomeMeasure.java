// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.List;
import org.mlops4j.monitoring.Signal;

/**
 * What a monitor measures of each window of predictions once the truth is known. Thread-safe, a pure function: the same
 * window and labels give the same signals, whenever and wherever they are evaluated.
 */
@FunctionalInterface
public interface OutcomeMeasure {

    /**
     * {@return the signals of a window, from its beginning to its end, each name once} An exception fails the
     * evaluation, which is tried again; so what cannot be measured should be a signal whose value is NaN.
     *
     * @param window all predictions
     * @param outcomes those of which the truth is known by now
     */
    List<Signal> of(PredictionWindow window, Outcomes outcomes);
}
