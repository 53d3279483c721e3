// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.mlops4j.Mlops;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.alert.Alerts;
import org.mlops4j.monitoring.alert.Silence;
import org.mlops4j.spi.AlertSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one sink what it is owed: the deliveries of a window together, those of one alert in their order. The first
 * failure ends a turn, so a sink that is down costs one attempt a turn; what failed waits longer each time and lets
 * other alerts pass. Thread-safe.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final MonitorStore store;
    private final Alerts alerts;
    private final InstantSource clock;
    private final AlertSink sink;
    private final Predicate<Delivery> owed;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param owed whether a delivery is one to this sink */
    Lane(MonitorStore store, Mlops mlops, AlertSink sink, Predicate<Delivery> owed) {
        this.store = store;
        this.alerts = Alerts.of(mlops);
        this.clock = mlops.clock();
        this.sink = sink;
        this.owed = owed;
    }

    /**
     * Tells the sink what is due. If another thread is at it, or the sink itself calls, that turn is made to look once
     * more, and this returns at once.
     */
    void turn() {
        if (requests.getAndIncrement() > 0) {
            return;
        }
        boolean done = false;
        try {
            while (!done) {
                int seen = requests.get();
                tellAll();
                done = requests.compareAndSet(seen, 0);
            }
        } finally {
            if (!done) {
                requests.set(0);
            }
        }
    }

    private void tellAll() {
        List<Delivery> waiting = open(store.deliveries().stream().filter(owed).toList());
        boolean going = true;
        while (going) {
            List<Delivery> notice = notice(waiting, clock.instant());
            going = !notice.isEmpty() && told(notice);
            waiting.removeAll(notice);
        }
    }

    /** {@return what may be told by now, of what is not told yet} Forgets what need not be told any more. */
    private List<Delivery> open(List<Delivery> waiting) {
        if (waiting.isEmpty()) {
            return new ArrayList<>();
        }
        Instant now = clock.instant();
        List<Silence> silences = alerts.silences();
        Backlog backlog = Backlog.of(
                waiting,
                alert -> silences.stream().anyMatch(silence -> silence.covers(alert, now)),
                alert -> alerts.findAcknowledgement(alert.id()).isPresent());
        if (!backlog.idle().isEmpty()) {
            store.forget(backlog.idle(), "silenced, acknowledged, or told by what came later");
        }
        return new ArrayList<>(backlog.open());
    }

    /**
     * {@return deliveries of one window that may be told: due, and behind no other of their alert} Those that were
     * tried least go first, so that one which the sink never takes cannot hold up the others.
     */
    private static List<Delivery> notice(List<Delivery> waiting, Instant now) {
        Set<String> alerts = new HashSet<>();
        List<Delivery> due = new ArrayList<>();
        for (Delivery delivery : waiting) {
            boolean firstOfItsAlert = alerts.add(delivery.alert().id());
            if (firstOfItsAlert && !delivery.due().isAfter(now)) {
                due.add(delivery);
            }
        }
        return due.stream()
                .min(Comparator.comparingInt(Delivery::attempts))
                .map(first -> due.stream()
                        .filter(each -> each == first || first.goesWith(each))
                        .toList())
                .orElse(List.of());
    }

    private boolean told(List<Delivery> notice) {
        Instant now = clock.instant();
        List<Delivery> tried = notice.stream().map(each -> each.tried(now)).toList();
        if (!store.claim(notice, tried)) {
            // Another process took some of them: what is left is looked up anew.
            requests.incrementAndGet();
            return false;
        }
        List<Alert> alerts = notice.stream().map(Delivery::alert).toList();
        try {
            sink.sendAll(alerts);
        } catch (RuntimeException | LinkageError e) {
            // A sink is somebody else's code, and its libraries may be missing: that must not end the monitor.
            LOG.warn(
                    "a sink did not take {}; it is told again after {}",
                    ids(alerts),
                    tried.get(0).due(),
                    e);
            return false;
        }
        store.forget(tried, "");
        return true;
    }

    private static List<String> ids(List<Alert> alerts) {
        return alerts.stream().map(Alert::id).toList();
    }
}
