// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;

/**
 * That a sink still has to be told of an alert, as it was when it began or was resolved. Stored with the alert and
 * deleted when the sink took it, so a sink that fails, or a process that dies in between, loses nothing.
 *
 * @param alert what to tell
 * @param sink the place of the sink among those of its rule
 * @param attempts how often it was tried
 * @param due not to be tried before
 */
record Delivery(Alert alert, int sink, int attempts, Instant due) {

    /** Also how long a sink may take before another process tells it too. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    static Delivery first(Alert alert, int sink) {
        return new Delivery(alert, sink, 0, Instant.EPOCH);
    }

    static Delivery from(Document document) {
        return new Delivery(
                Alert.from(document.get("alert")),
                Math.toIntExact(document.get("sink").whole()),
                Math.toIntExact(document.find("attempts").map(Document::whole).orElse(0L)),
                document.find("due").map(Document::instant).orElse(Instant.EPOCH));
    }

    /** {@return this as it is while the sink is told: tried once more, and not due until a pause is over} */
    Delivery tried(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 6));
        return new Delivery(
                alert, sink, attempts + 1, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    String id() {
        return alert.id() + "/" + (alert.active() ? "began" : "resolved") + "/" + sink;
    }

    /** {@return when what is told happened} */
    Instant time() {
        Instant resolved = alert.resolved();
        return resolved == null ? alert.began() : resolved;
    }

    Document toDocument() {
        return Document.object()
                .with("alert", alert.toDocument())
                .with("sink", sink)
                .with("attempts", attempts)
                .with("due", due);
    }
}
