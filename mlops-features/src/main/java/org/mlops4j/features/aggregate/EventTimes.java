// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.time.Duration;
import org.mlops4j.data.Row;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Availability;
import org.mlops4j.features.FeatureView;

/**
 * When the events of a view happened, when they could be known, and from when to when they count. Times are nanoseconds
 * since the epoch. Immutable and safe to share between threads.
 */
public final class EventTimes {

    private final FeatureView view;
    private final int eventTime;
    private final int availableAt;
    private final long delay;
    private final long now;
    private final long ttl;

    EventTimes(FeatureView view) {
        this.view = view;
        this.eventTime = view.source().index(view.eventTime());
        this.availableAt = view.availability() instanceof Availability.At at
                ? view.source().index(at.column())
                : -1;
        this.delay = view.availability() instanceof Availability.After after
                ? after.delay().toNanos()
                : 0;
        this.now = view.includesNow() ? 1 : 0;
        this.ttl = view.findTtl().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    /** {@return whether a column of the source says when events could be known, rather than their time} */
    public boolean hasAvailability() {
        return availableAt >= 0;
    }

    /** {@return when an event of {@link FeatureView#source()} happened} */
    public long eventTime(Row event) {
        return required(event, eventTime);
    }

    /** {@return when an event could be known} */
    public long availableAt(Row event) {
        return delayed(required(event, availableAt >= 0 ? availableAt : eventTime));
    }

    /** {@return the column from which it follows when an event could be known} */
    String availabilityColumn() {
        return view.source().field(availableAt >= 0 ? availableAt : eventTime).name();
    }

    /** {@return when an event could be known, from the column that says so, or from its time if there is none} */
    public long delayed(long time) {
        return time > Long.MAX_VALUE - delay ? Long.MAX_VALUE : time + delay;
    }

    /** {@return the instant from which an event counts, if its window lets it} */
    public long visibleFrom(long eventTime, long availableAt) {
        if (now == 0 && eventTime == Long.MAX_VALUE) {
            throw new InvalidException("an event at the last instant of all, 2262-04-11, can never be seen");
        }
        return Math.max(eventTime + 1 - now, availableAt);
    }

    /** {@return how long events live, {@link Long#MAX_VALUE} for ever} */
    long timeToLive() {
        return ttl;
    }

    /** {@return the least event time that the time to live lets count at a time} */
    long leastAlive(long time) {
        long earlier = time - ttl;
        return ttl == Long.MAX_VALUE || earlier > time ? Long.MIN_VALUE : earlier + now;
    }

    /** {@return the first time at which the time to live lets an event not count, {@link Long#MAX_VALUE} for never} */
    long firstNotAlive(long eventTime) {
        return ttl == Long.MAX_VALUE || eventTime > Long.MAX_VALUE - ttl - 1
                ? Long.MAX_VALUE
                : eventTime + ttl + 1 - now;
    }

    private long required(Row event, int field) {
        if (event.isNull(field)) {
            throw new InvalidException("an event of feature view '" + view.name() + "' has no "
                    + event.schema().field(field).name());
        }
        return event.whole(field);
    }
}
