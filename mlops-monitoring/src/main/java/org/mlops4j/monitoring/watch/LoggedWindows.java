// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mlops4j.serving.PredictionStreams;

/**
 * Windows whose bounds are where the predictions are: so many of them, or sessions. The place of a window is the end of
 * the one before. The log is read in stretches of twice the length until they hold a whole window, so that no more than
 * about twice its predictions are in memory.
 *
 * @param windows counted ones or sessions
 * @param log the predictions
 */
record LoggedWindows(Windows windows, PredictionLog log) implements WindowFinder {

    private static final Duration FIRST_STRETCH = Duration.ofSeconds(1);

    @Override
    public Instant first(Instant instant) {
        return instant;
    }

    @Override
    public Optional<Stretch> find(Instant place, Instant complete) {
        Duration length = FIRST_STRETCH;
        Instant end = place;
        while (end.isBefore(complete)) {
            end = length.compareTo(Duration.between(place, complete)) < 0 ? place.plus(length) : complete;
            Optional<Window> window = window(place, end);
            if (window.isPresent()) {
                Instant to = window.get().to();
                return Optional.of(new Stretch(window.get().from(), to, place, to));
            }
            length = length.multipliedBy(2);
        }
        return Optional.empty();
    }

    /** {@return the first window of some predictions, if later ones cannot change it any more} */
    private Optional<Window> window(Instant from, Instant to) {
        PredictionWindow predictions = log.read(from, to);
        if (predictions.count() == 0) {
            return Optional.empty();
        }
        List<Window> found = windows.of(predictions.rows(), PredictionStreams.TIME);
        return Optional.of(found.get(0)).filter(window -> windows.closed(window, to));
    }
}
