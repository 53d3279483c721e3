// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;

/**
 * That a sink still has to be told of an alert, as it was when it began, went on, or was resolved. Stored with the
 * alert and deleted when the sink took it, so a sink that fails, or a process that dies in between, loses nothing.
 *
 * @param alert what to tell
 * @param sink the place of the sink among those of its rule
 * @param at when what is told happened
 * @param attempts how often it was tried
 * @param due not to be tried before
 */
record Delivery(Alert alert, int sink, Instant at, int attempts, Instant due) {

    /** Also how long a sink may take before another process tells it too. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** So often those of a window are tried together: after that, one of them may be what the sink cannot take. */
    private static final int MOST_TOGETHER = 5;

    static Delivery first(Alert alert, int sink, Instant at) {
        return new Delivery(alert, sink, at, 0, Instant.EPOCH);
    }

    /** {@return when an alert began or, if it is over, was resolved} */
    static Instant time(Alert alert) {
        Instant resolved = alert.resolved();
        return resolved == null ? alert.began() : resolved;
    }

    static Delivery from(Document document) {
        Alert alert = Alert.from(document.get("alert"));
        return new Delivery(
                alert,
                Math.toIntExact(document.get("sink").whole()),
                document.find("at").map(Document::instant).orElse(time(alert)),
                Math.toIntExact(document.find("attempts").map(Document::whole).orElse(0L)),
                document.find("due").map(Document::instant).orElse(Instant.EPOCH));
    }

    /** {@return this as it is while the sink is told: tried once more, and not due until a pause is over} */
    Delivery tried(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 6));
        return new Delivery(
                alert, sink, at, attempts + 1, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    String id() {
        return alert.id() + "/" + at + "/" + (alert.active() ? "active" : "resolved") + "/" + sink;
    }

    /** {@return whether another is told together with this one, as long as they were not tried too often} */
    boolean goesWith(Delivery other) {
        return at.equals(other.at) && attempts < MOST_TOGETHER && other.attempts < MOST_TOGETHER;
    }

    /** {@return whether it tells once more what goes on since} */
    boolean reminds() {
        return !at.equals(time(alert));
    }

    Document toDocument() {
        return Document.object()
                .with("alert", alert.toDocument())
                .with("sink", sink)
                .with("at", at)
                .with("attempts", attempts)
                .with("due", due);
    }
}
