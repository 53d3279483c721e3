// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.source.Source;
import org.mlops4j.spi.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions of a view that follow its stream of events. For one thread at a time.
 *
 * <p>A definition that is new, or made anew, is behind: it is given nothing but pages of the log, until it knows all of
 * it and {@link #join}s the others. So it can be brought up to date in little memory, while they go on.
 */
final class Followers {

    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    private final EventLog log;
    private final OnlineSettings settings;
    private final String stream;
    private final List<OnlineView> all = new ArrayList<>();
    private final List<OnlineView> behind = new ArrayList<>();

    /** @param settings of the states of definitions */
    Followers(EventLog log, OnlineSettings settings, String stream) {
        this.log = log;
        this.settings = settings;
        this.stream = stream;
    }

    /** {@return a definition that follows, or is behind if it did not until now} */
    OnlineView of(FeatureView definition) {
        for (OnlineView known : known()) {
            if (known.view().digest().equals(definition.digest())) {
                return known;
            }
        }
        OnlineView follower = new OnlineView(definition, settings);
        if (follower.states().position() > log.position(stream)) {
            LOG.warn(
                    "the stored states of feature view '{}' know more events than there are; they are made anew",
                    definition.name());
            follower.states().startOver();
        }
        behind.add(follower);
        return follower;
    }

    /** Lets a definition follow that was behind and knows all of the log by now; no event may be on its way there. */
    void join(OnlineView follower) {
        if (behind.remove(follower)) {
            all.add(follower);
        }
    }

    /** Makes the states of a definition anew; it is behind from now on. */
    void startOver(OnlineView follower) {
        follower.states().startOver();
        if (all.remove(follower)) {
            behind.add(follower);
        }
    }

    /** {@return the definitions that follow and those that are behind} */
    List<OnlineView> known() {
        return Stream.concat(all.stream(), behind.stream()).toList();
    }

    /** {@return the definitions that follow} */
    List<OnlineView> all() {
        return List.copyOf(all);
    }

    /** Gets all of them ready for an event; what can fail does so here. */
    void prepare(Row event) {
        all.forEach(follower -> follower.prepare(event));
    }

    /** Gives them an event that is not in the log yet, after {@link #prepare}. */
    void push(Row event) {
        all.forEach(follower -> follower.push(event));
    }

    /** Gives them events that were appended, after those before. */
    void push(Arrivals.Appended events) {
        follow(events.before());
        all.forEach(follower -> follower.push(events.rows(), events.before() + 1));
    }

    /**
     * Tells them what became of the events that they were given one by one.
     *
     * @param appended where they are in the log; empty if another process was first with some, which count twice here
     */
    void appended(Optional<Arrivals.Appended> appended) {
        for (OnlineView follower : all) {
            appended.ifPresentOrElse(
                    rows -> follower.states().knows(rows.before() + 1, rows.last()),
                    () -> follower.states().reload());
        }
    }

    /** Gives those that follow what they do not know of the log. */
    void follow(long to) {
        for (OnlineView follower : all) {
            while (readPage(follower, to)) {
                // There may be more.
            }
        }
    }

    /**
     * {@return whether there was something that a definition does not know of the log; then it knows some of it} That
     * is all of it where somebody removed the stored states.
     */
    boolean readPage(OnlineView follower, long to) {
        EntityStates states = follower.states();
        if (states.wasRemoved()) {
            LOG.warn(
                    "the stored states of feature view '{}' were removed, or do not fit together; they are made anew",
                    follower.view().name());
            states.startOver();
        }
        long after = states.position();
        long unknown = Math.min(to, states.knownFrom() - 1) - after;
        if (unknown <= 0) {
            return false;
        }
        Table page = log.read(stream, after, (int) Math.min(Source.PAGE_ROWS, unknown));
        follower.push(page, after + 1);
        return true;
    }
}
