// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.mlops4j.monitoring.Signal;

/**
 * How far signals have come that are measured together. A family is what a name begins with, up to the first dot or
 * bracket: all {@code drift.*} are measured window by window, and all {@code performance.*} much later, when labels are
 * there. So a signal that is left out while its family goes on is one that nobody measures any more, as of a column
 * that was dropped or a segment that vanished.
 *
 * @param latest the end of the latest window, by family
 */
record Families(Map<String, Instant> latest) {

    /** For how many lengths of its window a signal may be left out: a segment may have few rows now and then. */
    static final int LENGTHS = 3;

    Families {
        latest = Map.copyOf(latest);
    }

    static Families of(Collection<Signal> signals) {
        Map<String, Instant> latest = new HashMap<>();
        signals.forEach(signal -> latest.merge(family(signal.name()), signal.to(), (a, b) -> a.isAfter(b) ? a : b));
        return new Families(latest);
    }

    /**
     * {@return whether the family of a signal has come so far without it that the signal is not measured any more}
     *
     * @param from where the latest window begins in which it was measured
     * @param to where that window ends
     */
    boolean leftBehind(String signal, Instant from, Instant to) {
        return reached(signal, to.plus(Duration.between(from, to).multipliedBy(LENGTHS)));
    }

    /** {@return whether the family of a signal was measured up to an instant} */
    boolean reached(String signal, Instant instant) {
        Instant end = latest.get(family(signal));
        return end != null && !end.isBefore(instant);
    }

    private static String family(String signal) {
        int end = 0;
        while (end < signal.length() && signal.charAt(end) != '.' && signal.charAt(end) != '[') {
            end++;
        }
        return signal.substring(0, end);
    }
}
