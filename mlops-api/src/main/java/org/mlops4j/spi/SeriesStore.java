// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Append-only series of numbers, such as the metrics of a run. Thread-safe. Values keep their exact IEEE bits, NaN and
 * infinities included.
 */
public interface SeriesStore extends AutoCloseable {

    /**
     * Stores points, all or none, durably when it returns. A point that is there already, equal in all four parts, is
     * not stored twice.
     */
    void append(List<Point> points);

    /**
     * {@return the points of a series by (step, time, value), least first; NaN is the greatest value}
     *
     * @param fromStep the first step
     * @param limit how many at most
     */
    List<Point> read(String series, long fromStep, int limit);

    /** {@return the greatest point by (step, time, value), if the series has any} */
    Optional<Point> latest(String series);

    /** Closes the store; idempotent. */
    @Override
    void close();

    /**
     * A point.
     *
     * @param series which series, 1 to 1 000 characters
     * @param step the position on the caller's own axis, such as a boosting round; may be negative
     * @param time when it was measured
     * @param value any double
     */
    record Point(String series, long step, Instant time, double value) {}
}
