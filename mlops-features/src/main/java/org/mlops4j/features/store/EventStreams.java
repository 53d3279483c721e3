// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.mlops4j.Mlops;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.progress.Progress;

/**
 * The event streams of the views that are in use, each opened once, and the thread that keeps them up to date while
 * they are read. Thread-safe.
 */
final class EventStreams implements AutoCloseable {

    private final Mlops mlops;
    private final Definitions definitions;
    private final OnlineSettings settings;
    private final ConcurrentMap<String, EventStream> streams = new ConcurrentHashMap<>();
    private final Upkeep upkeep = new Upkeep(this::refresh, this::store);

    EventStreams(Mlops mlops, Definitions definitions, OnlineSettings settings) {
        this.mlops = mlops;
        this.definitions = definitions;
        this.settings = settings;
    }

    /**
     * {@return the stream of a view}
     *
     * @throws org.mlops4j.error.NotFoundException if the view was not applied
     */
    EventStream of(String view) {
        EventStream known = streams.get(view);
        return known != null
                ? known
                : streams.computeIfAbsent(
                        view, name -> new EventStream(mlops.events(), settings, definitions.view(name)));
    }

    /** {@return the events of the views of a service up to now, by the name of the view} */
    SortedMap<String, History> events(FeatureService service) {
        SortedMap<String, History> events = new TreeMap<>();
        service.views().forEach(view -> events.put(view.name(), of(view.name()).events()));
        return events;
    }

    /** {@return the definitions that follow the streams} */
    List<FeatureView> followed() {
        return streams.values().stream()
                .flatMap(stream -> stream.followed().stream())
                .toList();
    }

    /** Appends what is on its way to the log, and looks for what others appended. */
    void flush() {
        streams.values().forEach(EventStream::flush);
    }

    /** Flushes, and stores the states that hold too many events that are not stored yet. */
    void refresh() {
        flush();
        pushed().forEach(stream -> stream.storeLarge(mlops.clock().instant()));
    }

    /** Flushes and stores states again and again from now on, until this is closed. */
    void keepUp() {
        upkeep.begin();
    }

    /** Flushes, and stores what changed; idempotent. */
    @Override
    public void close() {
        upkeep.close();
        flush();
        mlops.events().sync();
        store();
    }

    private void store() {
        pushed().forEach(stream -> stream.store(mlops.clock().instant(), Progress.silent()));
    }

    /** A store that only reads leaves it to those that push to store states: it may not be allowed to write. */
    private List<EventStream> pushed() {
        return streams.values().stream().filter(EventStream::pushed).toList();
    }
}
