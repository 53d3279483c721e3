// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.mlops4j.data.Document;

/**
 * One number that a monitor measured over one window.
 *
 * @param name what was measured, such as {@code performance.auc} or {@code drift.distance.psi}
 * @param from the beginning of the window, inclusive
 * @param to its end, exclusive
 * @param value the number; NaN if it could not be computed
 * @param rows how many rows it rests on
 * @param detail what explains it, such as test statistic, p-value and interval
 */
public record Signal(String name, Instant from, Instant to, double value, long rows, Document detail) {

    /**
     * The kind of document as which monitors store signals. Queries can match {@code monitor}, {@code name}, and the
     * nanoseconds since the epoch of {@code to}.
     */
    public static final String KIND = "signal";

    /** Checks that the parts are there. */
    public Signal {
        requireNonNull(name, "name");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(detail, "detail");
    }

    /** {@return the signal whose {@link #toDocument()} this is} */
    public static Signal from(Document document) {
        return new Signal(
                document.get("name").text(),
                document.get("from").instant(),
                document.get("to").instant(),
                document.get("value").number(),
                document.get("rows").whole(),
                document.find("detail").orElse(Document.nothing()));
    }

    /** {@return the form in which signals are stored} */
    public Document toDocument() {
        return Document.object()
                .with("name", name)
                .with("from", from)
                .with("to", to)
                .with("value", value)
                .with("rows", rows)
                .with("detail", detail);
    }
}
