// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * Adaptive windowing: keeps the longest window whose older and newer parts have means that may be the same, and says
 * DRIFT when it had to shorten it. Afterwards it keeps the newer part. For all numbers, but sized for a range of about
 * 1: divide values that spread much further. Never warns.
 *
 * <p>Values are kept in buckets of 1, 2, 4, … values, at most five of each. At every check all boundaries between
 * buckets are looked at, which is what makes small changes seen early. Memory: 6 KB, however long the window. Time: a
 * check costs up to five times the binary logarithm of the window's length, and is made every {@code clock} values.
 *
 * @param delta how likely a false alarm may be, in the sense of the paper; between 0 and 1
 * @param clock how many values come between two checks, from 1; a change is seen that much later at most
 * @param direction of the changes that are told; the window is shortened by all of them
 * @see <a href="https://doi.org/10.1137/1.9781611972771.42">A. Bifet, R. Gavaldà (2007), Learning from time-changing
 *     data with adaptive windowing, ADWIN2</a>
 */
public record Adwin(double delta, int clock, Direction direction) implements DetectorDefinition {

    static final String TYPE = "adwin";

    /** Checks the parameters. */
    public Adwin {
        Parameters.requireProbability("delta", delta);
        Parameters.requireBetween("clock", clock, 1, Integer.MAX_VALUE);
        requireNonNull(direction, "direction");
    }

    /** {@return delta 0.002 and a check every 32 values, as the authors use it; two-sided} */
    public static Adwin defaults() {
        return new Adwin(0.002, 32, Direction.BOTH);
    }

    static Adwin read(Document document) {
        return new Adwin(
                document.get("delta").number(),
                Math.toIntExact(document.get("clock").whole()),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Adwin with(Direction changes) {
        return new Adwin(delta, clock, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new AdaptiveWindow(this));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("delta", delta)
                .with("clock", clock)
                .with("direction", Document.of(direction));
    }
}
