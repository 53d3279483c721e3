// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Times;

/**
 * The local time of a zone without an object for each look-up: all changes of its offset between 1677 and 2262, laid
 * out once.
 */
final class LocalTimes {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400;

    /** About a hundred days of nanoseconds. */
    private static final int SPAN_BITS = 53;

    private static final int SPANS = 1 << (Long.SIZE - SPAN_BITS);

    private final long[] changes;
    private final int[] offsets;

    /** How many changes have passed at the begin of each span of time; few are within one. */
    private final int[] passedBySpan;

    /** The last instant of each span before a change, or the last of all of it. */
    private final long[] unchangedTo;

    private LocalTimes(long[] changes, int[] offsets) {
        this.changes = changes;
        this.offsets = offsets;
        passedBySpan = new int[SPANS];
        unchangedTo = new long[SPANS];
        for (int span = 0; span < SPANS; span++) {
            long begin = (long) (span - SPANS / 2) << SPAN_BITS;
            long last = begin + ((1L << SPAN_BITS) - 1);
            int found = Arrays.binarySearch(changes, begin);
            int passed = found >= 0 ? found + 1 : -found - 1;
            passedBySpan[span] = passed;
            unchangedTo[span] = passed < changes.length ? Math.min(last, changes[passed] - 1) : last;
        }
    }

    static LocalTimes of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant first = Times.instant(Long.MIN_VALUE);
        Instant last = Times.instant(Long.MAX_VALUE);
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(first);
        while (next != null && !next.getInstant().isAfter(last)) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        long[] changes = new long[transitions.size()];
        int[] offsets = new int[transitions.size() + 1];
        offsets[0] = rules.getOffset(first).getTotalSeconds();
        for (int i = 0; i < changes.length; i++) {
            changes[i] = Times.nanos(transitions.get(i).getInstant());
            offsets[i + 1] = transitions.get(i).getOffsetAfter().getTotalSeconds();
        }
        return new LocalTimes(changes, offsets);
    }

    /** {@return the hour of the day, 0 to 23} */
    int hour(long nanos) {
        return (int) (Math.floorMod(second(nanos), DAY) / 3_600);
    }

    /** {@return the day of the week, 1 for Monday to 7 for Sunday} */
    int weekday(long nanos) {
        // 1970-01-01 was a Thursday.
        return (int) Math.floorMod(Math.floorDiv(second(nanos), DAY) + 3, 7L) + 1;
    }

    /** {@return the local date} */
    LocalDate date(long nanos) {
        return LocalDate.ofEpochDay(Math.floorDiv(second(nanos), DAY));
    }

    /** {@return the local date and time} */
    LocalDateTime local(long nanos) {
        return LocalDateTime.ofEpochSecond(second(nanos), (int) Math.floorMod(nanos, SECOND), ZoneOffset.UTC);
    }

    /** {@return the seconds from 1970-01-01T00:00 to the local time} */
    long second(long nanos) {
        int span = (int) (nanos >> SPAN_BITS) + SPANS / 2;
        // Whether the first change of the span has passed is the sign of a difference: a jump would often be
        // mispredicted.
        int passed = passedBySpan[span] + (int) ((unchangedTo[span] - nanos) >>> (Long.SIZE - 1));
        while (passed < changes.length && changes[passed] <= nanos) {
            passed++;
        }
        return Math.floorDiv(nanos, SECOND) + offsets[passed];
    }
}
