// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mlops4j.storage.Verification;

/**
 * Append-only series of numbers, such as the metrics of a run. Values keep their exact IEEE bits, NaN and infinities
 * included, times their nanoseconds.
 *
 * <p><b>Isolation.</b> A batch is seen as a whole or not at all; a read sees one committed state.
 *
 * <p><b>Durability.</b> When {@link #append} returns, the points survive the loss of power. When it throws anything but
 * {@link org.mlops4j.error.OutcomeUnknownException}, none of them is there.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, and several processes may share one store.
 */
public interface SeriesStore extends AutoCloseable {

    /**
     * Stores points, all or none. A point that is there already, equal in all four parts, is not stored twice.
     *
     * @throws org.mlops4j.error.InvalidException if the name of a series breaks the rule of {@link Key}, or a time is
     *     out of the range of {@link org.mlops4j.data.Times}
     */
    void append(List<Point> points);

    /**
     * {@return the points of a series by (step, time, value), least first; NaN is the greatest value}
     *
     * @param fromStep the first step
     * @param limit how many at most, at least 1
     */
    List<Point> read(String series, long fromStep, int limit);

    /** {@return the greatest point by (step, time, value), if the series has any} */
    Optional<Point> latest(String series);

    /**
     * {@return the names of the series that have points, in ascending order of their UTF-8 bytes}
     *
     * @param after the name behind which to begin, the empty text for all
     * @param limit how many at most, at least 1
     */
    List<String> names(String after, int limit);

    /** {@return what reading every point found} */
    Verification verify();

    /** Closes the store; idempotent. Later calls throw {@link IllegalStateException}. */
    @Override
    void close();

    /**
     * A point.
     *
     * @param series which series, by the rule of {@link Key}
     * @param step the position on the caller's own axis, such as a boosting round; may be negative
     * @param time when it was measured
     * @param value any double
     */
    record Point(String series, long step, Instant time, double value) {}
}
