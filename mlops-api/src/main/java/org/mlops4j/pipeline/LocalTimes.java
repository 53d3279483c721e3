// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.function.Function;

/**
 * The instants of local times in a zone.
 *
 * <p>The instant of a local time is the first at which the clocks of the zone show that time or a later one. So a time
 * in a gap has the instant after the gap, one in an overlap the first of its two, and later times never have earlier
 * instants: whoever goes through local times in their order comes to their instants in order, equal ones side by side.
 */
final class LocalTimes {

    private final ZoneId zone;
    private final ZoneRules rules;

    private LocalTimes(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    static LocalTimes of(ZoneId zone) {
        return new LocalTimes(zone);
    }

    /**
     * {@return the first instant after another that is the instant of a local time; times of a day that the zone leaves
     * out altogether have none}
     *
     * @param following the next local time after one, if there is one
     */
    Optional<Instant> nextOncePerDay(Instant after, Function<LocalDateTime, Optional<LocalDateTime>> following) {
        Optional<LocalDateTime> local = following.apply(LocalDateTime.ofInstant(after, zone));
        while (local.isPresent()) {
            Instant instant = instantOf(local.get());
            if (instant.isAfter(after) && exists(local.get().toLocalDate())) {
                return Optional.of(instant);
            }
            local = following.apply(local.get());
        }
        return Optional.empty();
    }

    /**
     * {@return the first instant after another at which the clocks show a local time, be it for the first or the second
     * time}
     *
     * @param following the next local time after one, if there is one
     */
    Optional<Instant> nextInElapsedTime(Instant after, Function<LocalDateTime, Optional<LocalDateTime>> following) {
        Instant from = after;
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<Instant> next =
                    following.apply(LocalDateTime.ofInstant(from, offset)).map(local -> local.toInstant(offset));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (next.isEmpty() || change == null || next.get().isBefore(change.getInstant())) {
                return next;
            }
            from = change.getInstant();
            LocalDateTime shown = change.getDateTimeAfter();
            if (following.apply(shown.minusNanos(1)).filter(shown::equals).isPresent()) {
                return Optional.of(from);
            }
        }
    }

    private Instant instantOf(LocalDateTime local) {
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return transition.isGap() ? transition.getInstant() : local.toInstant(transition.getOffsetBefore());
    }

    private boolean exists(LocalDate date) {
        return date.atStartOfDay(zone).toLocalDate().equals(date);
    }
}
