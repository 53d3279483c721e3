// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;

/**
 * That a sink still has to be told of an alert, as it was when it began or was resolved. Stored with the alert and
 * deleted when the sink took it, so a sink that fails, or a process that dies in between, loses nothing.
 *
 * @param alert what to tell
 * @param sink the place of the sink among those of its rule
 */
record Delivery(Alert alert, int sink) {

    static Delivery from(Document document) {
        return new Delivery(
                Alert.from(document.get("alert")),
                Math.toIntExact(document.get("sink").whole()));
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
        return Document.object().with("alert", alert.toDocument()).with("sink", sink);
    }
}
