// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.Map;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Alert.Severity;
import org.mlops4j.monitoring.Signal;

/**
 * Alerts of the monitor {@code late-flights}, as it stores them.
 *
 * @param store where they are
 */
record Alarms(StoreOfAna store) {

    /** {@return an alert that is not stored yet} */
    Alert alert(String id, Severity severity) {
        Instant now = store.clock().instant();
        Signal signal = new Signal("performance.auc", now.minusSeconds(60), now, 0.61, 1_000, Document.nothing());
        return new Alert(id, "late-flights", "auc", severity, signal, "AUC fell to 0.61", now, null);
    }

    Alert raise(String id) {
        return raise(id, Severity.WARNING);
    }

    Alert raise(String id, Severity severity) {
        return put(alert(id, severity));
    }

    void resolve(Alert alert) {
        put(alert.resolvedAt(store.clock().instant()));
    }

    Alert put(Alert alert) {
        Map<String, Document> attributes = Map.of(
                "monitor", Document.of(alert.monitor()),
                "rule", Document.of(alert.rule()),
                "began", Document.of(Times.nanos(alert.began())));
        store.mlops()
                .audit()
                .transact(
                        "monitor.evaluate",
                        "late-flights",
                        "",
                        writer -> writer.put("alert", alert.id(), alert.toDocument(), attributes));
        return alert;
    }
}
