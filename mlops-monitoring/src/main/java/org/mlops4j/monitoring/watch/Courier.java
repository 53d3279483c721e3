// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.spi.AlertSink;

/**
 * Brings alerts to the sinks of a monitor, one {@link Lane} a sink: in the thread that asks, or, once it is started, in
 * a thread for each sink, so that none waits for another. Thread-safe.
 */
final class Courier implements AutoCloseable {

    /** The longest time between two looks at what is due again: less would make the first retry late. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String monitor;
    private final RuleBook rules;
    private final MonitorStore store;
    private final List<Lane> lanes = new ArrayList<>();
    private final Object lock = new Object();
    private List<Ticker> tickers = List.of();

    Courier(String monitor, RuleBook rules, MonitorStore store, Mlops mlops) {
        this.monitor = monitor;
        this.rules = rules;
        this.store = store;
        for (AlertSink sink : rules.sinks()) {
            lanes.add(new Lane(
                    store,
                    mlops,
                    sink,
                    delivery ->
                            rules.sink(delivery).filter(owner -> owner == sink).isPresent()));
        }
    }

    /** Tells the sinks what is due, or has their threads do so. */
    void deliver() {
        List<Delivery> toNobody = store.deliveries().stream()
                .filter(delivery -> rules.sink(delivery).isEmpty())
                .toList();
        if (!toNobody.isEmpty()) {
            store.forget(toNobody, "no sink");
        }
        synchronized (lock) {
            if (!tickers.isEmpty()) {
                tickers.forEach(Ticker::soon);
                return;
            }
        }
        lanes.forEach(Lane::turn);
    }

    /** Gives each sink a thread of its own, which also tries again what failed. */
    void start(Duration pause) {
        Duration shorter = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        synchronized (lock) {
            List<Ticker> started = new ArrayList<>();
            for (Lane lane : lanes) {
                started.add(Ticker.start("alerts-" + monitor + "-" + started.size(), shorter, lane::turn));
            }
            tickers = List.copyOf(started);
        }
    }

    /** Ends the threads, after the turns under way; idempotent. */
    @Override
    public void close() {
        List<Ticker> running;
        synchronized (lock) {
            running = tickers;
            tickers = List.of();
        }
        running.forEach(Ticker::close);
    }
}
