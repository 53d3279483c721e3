// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.Optional;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/**
 * The predictions that a deployment logged.
 *
 * @param events where they are
 * @param stream their stream, which need not be there yet
 * @param route whose predictions count
 */
record PredictionLog(EventLog events, String stream, String route) {

    private static final int PAGE = 10_000;

    /** {@return the predictions of the route in [from, to)} */
    PredictionWindow read(Instant from, Instant to) {
        return PredictionWindow.read(events, stream, route, from, to);
    }

    /** {@return when the first prediction of any route was made; reads all of them} */
    Optional<Instant> earliest() {
        if (events.find(stream).isEmpty()) {
            return Optional.empty();
        }
        long least = Long.MAX_VALUE;
        long read = 0;
        Table page = events.read(stream, read, PAGE);
        while (page.rowCount() > 0) {
            LongColumn times = page.longs(PredictionStreams.TIME);
            for (int row = 0; row < page.rowCount(); row++) {
                least = Math.min(least, times.get(row));
            }
            read += page.rowCount();
            page = events.read(stream, read, PAGE);
        }
        return read == 0 ? Optional.empty() : Optional.of(Times.instant(least));
    }
}
