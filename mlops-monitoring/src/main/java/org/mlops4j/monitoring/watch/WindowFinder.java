// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.Optional;

/** Where the windows of a monitor lie, one after another: on a grid, or wherever there are predictions. */
sealed interface WindowFinder permits WindowGrid, LoggedWindows {

    /** {@return the finder of windows of any kind} */
    static WindowFinder of(Windows windows, PredictionLog log) {
        return windows instanceof Windows.Timed timed ? timed.grid() : new LoggedWindows(windows, log);
    }

    /** {@return the place of the first window, if the first prediction is made at an instant} */
    Instant first(Instant instant);

    /**
     * {@return the window at a place, if it is over}
     *
     * @param place {@link #first}, or {@link Stretch#next} of the window before
     * @param complete all predictions before this instant are logged
     */
    Optional<Stretch> find(Instant place, Instant complete);

    /**
     * The bounds of a window.
     *
     * @param from the beginning, inclusive
     * @param to the end, exclusive
     * @param fresh predictions before this instant lie in the window before, too
     * @param next the place of the window after
     */
    record Stretch(Instant from, Instant to, Instant fresh, Instant next) {}
}
