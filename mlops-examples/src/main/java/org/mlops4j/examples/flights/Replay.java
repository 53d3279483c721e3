// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;

/**
 * Flights as they happened: departures and landings in order of time, with a midnight between any two days. What lands
 * at the very instant of a departure is known at that departure, so landings come first.
 */
final class Replay {

    private final LongColumn departed;
    private final LongColumn landed;
    private final int[] byLanding;
    private final ReplayClock clock;
    private int nextDeparture;
    private int nextLanding;
    private Instant nextMidnight;

    /** Is told what happens. */
    interface Observer {
        /** A flight leaves now. */
        void departs(int flight);

        /** A flight lands now, and its delay becomes known. */
        void lands(int flight);

        /** A day begins, in UTC. */
        void midnight(Instant day);
    }

    /**
     * A replay that begins at the time that the clock shows.
     *
     * @param flights in order of departure
     */
    Replay(Table flights, ReplayClock clock) {
        this.departed = flights.longs("departed");
        this.landed = flights.longs("landed");
        this.clock = clock;
        this.byLanding = IntStream.range(0, flights.rowCount())
                .boxed()
                .sorted(Comparator.comparingLong(landed::get))
                .mapToInt(Integer::intValue)
                .toArray();
        long start = Times.nanos(clock.instant());
        while (nextDeparture < departed.size() && departed.get(nextDeparture) < start) {
            nextDeparture++;
        }
        while (nextLanding < byLanding.length && landed.get(byLanding[nextLanding]) < start) {
            nextLanding++;
        }
        this.nextMidnight = Times.instant(
                        Math.floorDiv(start, Duration.ofDays(1).toNanos())
                                * Duration.ofDays(1).toNanos())
                .plus(Duration.ofDays(1));
    }

    /** Replays everything before an instant; the clock shows that instant afterwards. */
    void runUntil(Instant end, Observer observer) {
        long until = Times.nanos(end);
        while (true) {
            long departure = nextDeparture < departed.size() ? departed.get(nextDeparture) : Long.MAX_VALUE;
            long landing = nextLanding < byLanding.length ? landed.get(byLanding[nextLanding]) : Long.MAX_VALUE;
            long next = Math.min(departure, landing);
            while (!nextMidnight.isAfter(end) && Times.nanos(nextMidnight) <= next) {
                clock.advanceTo(nextMidnight);
                Instant day = nextMidnight;
                nextMidnight = day.plus(Duration.ofDays(1));
                observer.midnight(day);
            }
            if (next >= until) {
                clock.advanceTo(end);
                return;
            }
            clock.advanceTo(Times.instant(next));
            if (landing <= departure) {
                observer.lands(byLanding[nextLanding++]);
            } else {
                observer.departs(nextDeparture++);
            }
        }
    }
}
