// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expect.RowValues;
import org.mlops4j.features.expect.SourceColumns;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;
import org.mlops4j.spi.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pushed events of one view name: the stream in the event log, the rows on their way to it, and the definitions of
 * the view that follow it. Thread-safe; pushes are one after another.
 *
 * <p>A definition follows the log: it knows all events up to a position, those of other processes too, and beside them
 * the buffered ones of this process.
 */
final class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** How many states are stored while others wait to push. */
    private static final int STORED_AT_ONCE = 512;

    private final EventLog log;
    private final OnlineSettings settings;
    private final String stream;
    private final FeatureView view;
    private final int eventTime;
    private final Followers followers;
    private final Object lock = new Object();
    private final EventBuffer buffer;
    private volatile boolean pushed;

    /**
     * Opens a stream, and makes it if it is not there.
     *
     * @param settings of the states of definitions that follow
     */
    EventStream(EventLog log, OnlineSettings settings, FeatureView view) {
        this.log = log;
        this.settings = settings;
        this.stream = name(view.name());
        this.view = view;
        this.eventTime = view.source().index(view.eventTime());
        this.followers = new Followers(log, settings, stream);
        create(log, view);
        this.buffer = new EventBuffer(log, settings.store(), stream, view);
    }

    /** Makes the stream of a view in the log; does nothing if it is there. */
    static void create(EventLog log, FeatureView view) {
        requireSource(log, view);
        log.create(name(view.name()), view.source(), view.eventTime());
    }

    /**
     * Checks that a definition reads the events that are in the log, if any are.
     *
     * @throws IncompatibleException if it has another source
     */
    static void requireSource(EventLog log, FeatureView definition) {
        log.find(name(definition.name()))
                .ifPresent(there -> requireSource(definition, there.schema(), there.timeField()));
    }

    static String name(String view) {
        return "features." + view;
    }

    /** Says which columns tell events apart from now on. */
    void identifyBy(List<String> columns) {
        synchronized (lock) {
            if (!buffer.isIdentifiedBy(columns)) {
                append();
                buffer.identifyBy(columns);
            }
        }
    }

    void push(Row event) {
        Row row = event.schema().equals(view.source()) ? event : SourceColumns.aligned(view, view.source(), event);
        synchronized (lock) {
            pushed = true;
            @Nullable Object[] values = RowValues.of(row);
            if (values[eventTime] instanceof Long time) {
                requireTime(time);
            }
            if (buffer.knows(row)) {
                return;
            }
            // All of them take it, or none.
            prepare(row);
            buffer.add(row, values);
            followers.push(row);
            if (buffer.isFull()) {
                flush();
            }
        }
    }

    /** {@return the columns of the source, in which every event has what it must have} */
    Table checked(Table events) {
        Table rows = History.aligned(view, events);
        for (long time : rows.longs(view.eventTime()).toArray()) {
            requireTime(time);
        }
        return rows;
    }

    /**
     * Takes events.
     *
     * @param rows that were {@link #checked}
     * @return how many of them were not there before
     */
    int push(Table rows) {
        synchronized (lock) {
            pushed = true;
            append();
            Arrivals.Appended appended = buffer.append(rows);
            try {
                followers.push(appended);
            } catch (ConflictException e) {
                LOG.debug("states were removed", e);
                flush();
            }
            return appended.rows().rowCount();
        }
    }

    /**
     * Appends what is buffered to the log, and lets the followers know what else is there, from other processes. If the
     * log cannot be written, it stays buffered.
     */
    void flush() {
        synchronized (lock) {
            append();
            try {
                followers.follow(log.position(stream));
            } catch (ConflictException e) {
                LOG.debug("states were removed", e);
                followers.follow(log.position(stream));
            }
        }
    }

    private void prepare(Row event) {
        try {
            followers.prepare(event);
        } catch (ConflictException e) {
            LOG.debug("states were removed", e);
            flush();
            followers.prepare(event);
        }
    }

    private void append() {
        if (!buffer.isEmpty()) {
            followers.appended(buffer.append());
        }
    }

    /** {@return whether events came through this object} */
    boolean pushed() {
        return pushed;
    }

    /** {@return all events up to now in the order of arrival, to be read} */
    History.Paged events() {
        flush();
        long rows = log.position(stream);
        return new History.Paged(Source.of(log, stream).first(rows), rows);
    }

    /** {@return the view as it was when the first events came} */
    FeatureView view() {
        return view;
    }

    /**
     * {@return the state of a definition of the view, up to date with the stream from now on} Events that it does not
     * know are read as {@link #materialize} does, in the memory that was given; who may not write takes more.
     */
    OnlineView follow(FeatureView definition, Instant now, Progress progress) {
        OnlineView follower = begin(definition);
        try {
            read(follower, now, progress);
        } catch (StorageException e) {
            LOG.warn(
                    "the states of feature view '{}' cannot be stored while its events are read, and stay in memory",
                    view.name(),
                    e);
        }
        join(follower);
        return follower;
    }

    private void join(OnlineView follower) {
        synchronized (lock) {
            flush();
            while (readPage(follower, log.position(stream))) {
                // There may be more.
            }
            followers.join(follower);
        }
    }

    private OnlineView begin(FeatureView definition) {
        requireSource(definition, view.source(), view.eventTime());
        synchronized (lock) {
            return follower(definition);
        }
    }

    private OnlineView follower(FeatureView definition) {
        // Rows on their way to the log are not known to a new one.
        append();
        return followers.of(definition);
    }

    /**
     * Brings the states of a definition up to date and stores them. While it reads, it stores what changed whenever
     * that is more than shall be in memory, and then the position: so a death on the way costs what came since.
     *
     * @return how many states were stored
     */
    long materialize(FeatureView definition, Instant now, Progress progress) {
        OnlineView follower = begin(definition);
        long stored = read(follower, now, progress);
        join(follower);
        return stored + store(follower, now, progress);
    }

    /** {@return how many states were stored on the way} */
    private long read(OnlineView follower, Instant now, Progress progress) {
        long end = log.position(stream);
        long begin = follower.states().position();
        if (begin >= end) {
            return 0;
        }
        long stored = 0;
        try (Progress.Work work = progress.start("read " + view.name(), end - begin)) {
            while (readPage(follower, end)) {
                work.at(follower.states().position() - begin);
                stored += storeSurplus(follower, now);
            }
        }
        return stored;
    }

    private boolean readPage(OnlineView follower, long end) {
        synchronized (lock) {
            try {
                return followers.readPage(follower, end);
            } catch (ConflictException e) {
                LOG.debug("states were removed", e);
                return followers.readPage(follower, end);
            }
        }
    }

    private int storeSurplus(OnlineView follower, Instant now) {
        EntityStates states = follower.states();
        synchronized (lock) {
            // Rows of this process that lie behind the position are in the states already.
            if (!buffer.isEmpty() || states.knownFrom() < Long.MAX_VALUE) {
                return 0;
            }
            boolean all = states.changedCount() > settings.entitiesInMemory();
            List<EntityKey> changed = all ? states.changed() : states.large();
            for (int from = 0; from < changed.size(); from += STORED_AT_ONCE) {
                states.store(changed.subList(from, Math.min(changed.size(), from + STORED_AT_ONCE)), Times.nanos(now));
            }
            if (all) {
                states.storePosition(states.position());
            }
            return changed.size();
        }
    }

    /** Stores the states that have taken too many events since they were stored, so that they let go of them. */
    void storeLarge(Instant now) {
        synchronized (lock) {
            for (OnlineView follower : followers.all()) {
                List<EntityKey> large = follower.states().large();
                if (!large.isEmpty()) {
                    // A state is stored with the position that the log has, so nothing may be on its way to it.
                    flush();
                    follower.states().store(large, Times.nanos(now));
                }
            }
        }
    }

    /**
     * Stores the states of a definition, so that the next start need not read the events up to now. Others may push
     * meanwhile.
     *
     * @return how many were stored
     */
    int store(OnlineView follower, Instant now, Progress progress) {
        EntityStates states = follower.states();
        List<EntityKey> changed;
        long through;
        synchronized (lock) {
            flush();
            changed = states.changed();
            through = states.position();
        }
        try (Progress.Work work = progress.start("materialize " + view.name(), changed.size())) {
            for (int from = 0; from < changed.size(); from += STORED_AT_ONCE) {
                int to = Math.min(changed.size(), from + STORED_AT_ONCE);
                synchronized (lock) {
                    // A state is stored with the position that the log has, so nothing may be on its way to it.
                    flush();
                    states.store(changed.subList(from, to), Times.nanos(now));
                }
                work.at(to);
            }
            states.storePosition(through);
        }
        return changed.size();
    }

    /** Forgets the states of a definition; until it is materialized, reads see part of the events. */
    void startOver(FeatureView definition) {
        synchronized (lock) {
            followers.startOver(follower(definition));
        }
    }

    /** {@return the definitions that follow} */
    List<FeatureView> followed() {
        synchronized (lock) {
            return followers.known().stream().map(OnlineView::view).toList();
        }
    }

    /** Stores the states of all definitions that are followed. */
    void store(Instant now, Progress progress) {
        List<OnlineView> all;
        synchronized (lock) {
            all = followers.all();
        }
        all.forEach(follower -> store(follower, now, progress));
    }

    private static void requireSource(FeatureView definition, Schema source, String eventTime) {
        if (!definition.source().equals(source) || !definition.eventTime().equals(eventTime)) {
            throw new IncompatibleException("feature view '" + definition.name() + "' has events " + source + " by '"
                    + eventTime + "', not " + definition.source() + " by '" + definition.eventTime()
                    + "'. Another source needs another name");
        }
    }

    /** What is in the log has to be good for all readers. */
    private void requireTime(long eventTime) {
        if (eventTime == Long.MAX_VALUE) {
            throw new InvalidException("an event of feature view '" + view.name() + "' has the last '"
                    + view.eventTime() + "' of all, 2262-04-11, and could never be seen");
        }
    }
}
