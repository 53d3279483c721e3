// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;

/**
 * How rows are cut into windows by their time: of one length, of so many rows, or of rows that follow each other
 * closely. A pure function of the rows: in whatever order they arrived, the same ones give the same windows, so a late
 * row goes to the window that its time belongs to. Immutable.
 *
 * <pre>{@code
 * for (Window day : Windows.every(Duration.ofDays(1), Instant.EPOCH).of(predictions, "time")) {
 *     Profile profile = reference.count(day.rows());
 * }
 * }</pre>
 */
public sealed interface Windows {

    /**
     * {@return the windows that hold rows, by their beginning} Rows without a time are in none. The rows of windows are
     * views of one copy of the table; costs a sort.
     *
     * @param table the rows as they arrived
     * @param time its TIMESTAMP column
     */
    List<Window> of(Table table, String time);

    /** {@return whether later rows than an instant cannot change a window of these any more} */
    boolean closed(Window window, Instant now);

    /** {@return the form in which windows are stored} */
    Document toDocument();

    /** {@return windows of one length, one behind the other; one of them begins at the origin} */
    static Windows every(Duration length, Instant origin) {
        return new Timed(length, length, origin);
    }

    /** {@return windows of one length that begin a step apart and overlap; one of them begins at the origin} */
    static Windows sliding(Duration length, Duration step, Instant origin) {
        return new Timed(length, step, origin);
    }

    /** {@return windows of so many rows, see {@link Counted}} */
    static Windows ofRows(int rows) {
        return new Counted(rows);
    }

    /** {@return windows that end where nothing happens for a time, see {@link Sessions}} */
    static Windows sessions(Duration gap) {
        return new Sessions(gap);
    }

    /**
     * {@return the windows whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if they are none
     */
    static Windows from(Document document) {
        String kind = document.get("kind").text();
        try {
            return switch (kind) {
                case "timed" ->
                    new Timed(
                            Duration.ofNanos(document.get("length_nanos").whole()),
                            Duration.ofNanos(document.get("step_nanos").whole()),
                            document.get("origin").instant());
                case "counted" ->
                    new Counted(Math.toIntExact(document.get("rows").whole()));
                case "sessions" ->
                    new Sessions(Duration.ofNanos(document.get("gap_nanos").whole()));
                default ->
                    throw new InvalidException(
                            "'" + kind + "' is no kind of windows; known are timed, counted and sessions");
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidException("the stored windows are not valid: " + e.getMessage(), e);
        }
    }

    /**
     * Windows of one length that begin a step apart, counted from an instant, not from a local midnight. A row lies in
     * as many windows as fit steps into the length, {@value #MOST_OVERLAPS} at most.
     *
     * @param length of a window
     * @param step from the beginning of one to that of the next, at most the length
     * @param origin where one of them begins
     */
    record Timed(Duration length, Duration step, Instant origin) implements Windows {

        /** More windows than that of which a row is a part tell nothing new. */
        public static final int MOST_OVERLAPS = 1_000;

        /** Checks the durations. */
        public Timed {
            new WindowGrid(length, step, origin);
            if (length.dividedBy(step) > MOST_OVERLAPS) {
                throw new IllegalArgumentException(
                        "windows of " + length + " every " + step + " overlap more than " + MOST_OVERLAPS + " times");
            }
        }

        WindowGrid grid() {
            return new WindowGrid(length, step, origin);
        }

        @Override
        public List<Window> of(Table table, String time) {
            WindowGrid grid = grid();
            TimeOrder order = TimeOrder.of(table, time);
            List<Window> windows = new ArrayList<>();
            int first = 0;
            Instant from = order.size() == 0 ? origin : grid.first(Times.instant(order.time(0)));
            while (first < order.size()) {
                int end = order.before(grid.end(from));
                if (end > first) {
                    windows.add(order.window(from, grid.end(from), first, end));
                    from = grid.next(from);
                } else {
                    from = grid.first(Times.instant(order.time(first)));
                }
                first = order.before(from);
            }
            return windows;
        }

        @Override
        public boolean closed(Window window, Instant now) {
            return !window.to().isAfter(now);
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("kind", "timed")
                    .with("length_nanos", length.toNanos())
                    .with("step_nanos", step.toNanos())
                    .with("origin", origin);
        }

        @Override
        public String toString() {
            return "windows of " + length + (step.equals(length) ? "" : " every " + step) + " counted from " + origin;
        }
    }

    /**
     * Windows of so many rows, in the order of their times. Rows of one instant never part, so a window may have a few
     * more, and the last one may have less. A late row moves the borders of the windows behind it. A window ends a
     * nanosecond behind its last row.
     *
     * @param rows at least 1
     */
    record Counted(int rows) implements Windows {
        /** Checks the number. */
        public Counted {
            if (rows < 1) {
                throw new IllegalArgumentException("a window must have at least one row, was " + rows);
            }
        }

        @Override
        public List<Window> of(Table table, String time) {
            TimeOrder order = TimeOrder.of(table, time);
            List<Window> windows = new ArrayList<>();
            int first = 0;
            for (int end = 1; end <= order.size(); end++) {
                boolean last = end == order.size();
                if (last || (end - first >= rows && order.time(end) > order.time(end - 1))) {
                    windows.add(order.window(
                            Times.instant(order.time(first)),
                            Times.instant(order.time(end - 1)).plusNanos(1),
                            first,
                            end));
                    first = end;
                }
            }
            return windows;
        }

        @Override
        public boolean closed(Window window, Instant now) {
            return window.rows().rowCount() >= rows && !window.to().isAfter(now);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("kind", "counted").with("rows", rows);
        }

        @Override
        public String toString() {
            return "windows of " + rows + " rows";
        }
    }

    /**
     * Windows of rows each of which comes less than a gap after the one before. A window begins with its first row and
     * ends a gap behind its last one. A late row may join two windows. Rows of several visitors are to be taken apart
     * before.
     *
     * @param gap longer than nothing
     */
    record Sessions(Duration gap) implements Windows {
        /** Checks the gap. */
        public Sessions {
            if (gap.isNegative() || gap.isZero()) {
                throw new IllegalArgumentException("the gap between sessions must be longer than nothing, was " + gap);
            }
        }

        @Override
        public List<Window> of(Table table, String time) {
            TimeOrder order = TimeOrder.of(table, time);
            List<Window> windows = new ArrayList<>();
            int first = 0;
            for (int end = 1; end <= order.size(); end++) {
                if (end == order.size() || order.time(end) - order.time(end - 1) >= gap.toNanos()) {
                    windows.add(order.window(
                            Times.instant(order.time(first)),
                            Times.instant(order.time(end - 1)).plus(gap),
                            first,
                            end));
                    first = end;
                }
            }
            return windows;
        }

        @Override
        public boolean closed(Window window, Instant now) {
            return !window.to().isAfter(now);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("kind", "sessions").with("gap_nanos", gap.toNanos());
        }

        @Override
        public String toString() {
            return "sessions with gaps of " + gap;
        }
    }
}
