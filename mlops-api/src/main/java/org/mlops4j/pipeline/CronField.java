// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.mlops4j.error.InvalidException;

/** A field of a cron expression: which values it takes, and how it is read. */
enum CronField {
    SECOND("second", 0, 59),
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day of the month", 1, 31),
    MONTH("month", 1, 12),
    /** Sunday is 0 and 7. */
    DAY_OF_WEEK("day of the week", 0, 7);

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final String shown;
    private final int least;
    private final int greatest;

    CronField(String shown, int least, int greatest) {
        this.shown = shown;
        this.least = least;
        this.greatest = greatest;
    }

    /** {@return the values that a list of values, ranges and steps names} */
    BitSet parse(String list) {
        BitSet values = new BitSet();
        for (String part : list.split(",", -1)) {
            add(values, part);
        }
        return values;
    }

    /** {@return a single value} */
    int value(String text) {
        int named = names().indexOf(text.toUpperCase(Locale.ROOT));
        int value = named >= 0 ? named + least : number(text);
        if (value < least || value > greatest) {
            throw refused(text);
        }
        return value;
    }

    private void add(BitSet values, String part) {
        int slash = part.indexOf('/');
        int step = slash < 0 ? 1 : number(part.substring(slash + 1));
        String range = slash < 0 ? part : part.substring(0, slash);
        int dash = range.indexOf('-');
        int from;
        int to;
        if (range.equals("*")) {
            from = least;
            to = greatest;
        } else if (dash >= 0) {
            from = value(range.substring(0, dash));
            to = value(range.substring(dash + 1));
        } else {
            from = value(range);
            to = slash < 0 ? from : greatest;
        }
        if (step < 1 || from > to) {
            throw refused(part);
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private List<String> names() {
        return switch (this) {
            case MONTH -> MONTHS;
            case DAY_OF_WEEK -> DAYS;
            default -> List.of();
        };
    }

    private int number(String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refused(text);
        }
        return Integer.parseInt(text);
    }

    private InvalidException refused(String text) {
        List<String> names = names();
        String named = names.isEmpty() ? "" : " or " + names.get(0) + " to " + names.get(names.size() - 1);
        return new InvalidException("'" + text + "' is no " + shown + " of a cron expression; there are " + least
                + " to " + greatest + named + ", ranges such as 1-5, steps such as */2, and lists of these");
    }
}
