// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.pipeline.Missed;
import org.mlops4j.pipeline.Schedule;

/** The instants of a schedule that have passed. */
final class Ticks {

    private Ticks() {}

    /** {@return the instants in (after, now] for which a run is to be started, oldest first} */
    static List<Instant> toStart(Schedule schedule, Missed missed, Instant after, Instant now) {
        List<Instant> latest = latest(schedule, after, now, missed.most());
        return missed.kind() == Missed.Kind.NONE
                ? latest.stream()
                        .filter(tick -> !tick.isBefore(now.minus(Missed.GRACE)))
                        .toList()
                : latest;
    }

    /**
     * {@return the latest instants in (after, now], oldest first} Looks back over longer and longer times, so that the
     * work depends on how many are wanted rather than on how many there were.
     */
    static List<Instant> latest(Schedule schedule, Instant after, Instant now, int most) {
        Duration back = Duration.ofMinutes(1);
        while (true) {
            Instant from = back.compareTo(Duration.between(after, now)) < 0 ? now.minus(back) : after;
            List<Instant> found = between(schedule, from, now);
            if (found.size() >= most || from.equals(after)) {
                return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
            }
            back = back.multipliedBy(2);
        }
    }

    private static List<Instant> between(Schedule schedule, Instant from, Instant to) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = schedule.next(from);
        while (next.isPresent() && !next.get().isAfter(to)) {
            found.add(next.get());
            next = schedule.next(next.get());
        }
        return found;
    }
}
