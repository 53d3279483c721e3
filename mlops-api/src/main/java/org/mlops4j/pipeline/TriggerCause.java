// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;

/** What a trigger looks at. Immutable; data that can be stored. */
public sealed interface TriggerCause {

    /** {@return a name by which people and the store tell it from other causes of one pipeline} */
    String name();

    /** {@return the form in which causes are stored} */
    Document toDocument();

    /** {@return the cause whose {@link #toDocument()} this is} */
    static TriggerCause from(Document document) {
        return switch (document.get("kind").text()) {
            case "alerts" ->
                new Alerts(
                        document.get("monitor").text(),
                        document.find("rule").map(Document::text).orElse(null),
                        document.get("least").constant(Alert.Severity.class));
            case "rows" ->
                new Rows(document.get("stream").text(), document.get("rows").whole());
            default ->
                throw new InvalidException(
                        "there is no kind of trigger '" + document.get("kind").text() + "'");
        };
    }

    /**
     * Alerts that a monitor raised and that are still active. Each counts once: an alert that goes on does not start a
     * second run; it has to be resolved, and another has to begin.
     *
     * @param monitor the name of the monitor
     * @param rule the name of its rule, or {@code null} for any
     * @param least how bad an alert must be to count
     */
    record Alerts(String monitor, @Nullable String rule, Alert.Severity least) implements TriggerCause {

        /** Checks that the parts are there. */
        public Alerts {
            requireNonNull(monitor, "monitor");
            requireNonNull(least, "least");
        }

        /** {@return the rule, if only one counts} */
        public Optional<String> findRule() {
            return Optional.ofNullable(rule);
        }

        @Override
        public String name() {
            return "alerts of " + monitor + findRule().map(only -> "/" + only).orElse("");
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("kind", "alerts")
                    .with("monitor", monitor)
                    .withOptional("rule", rule)
                    .with("least", Document.of(least));
        }
    }

    /**
     * New rows of a stream of the event log, such as labels. They count from the last run that the trigger started, or
     * from when it was set.
     *
     * @param stream the stream
     * @param rows how many are enough, at least 1
     */
    record Rows(String stream, long rows) implements TriggerCause {

        /** Checks the number. */
        public Rows {
            Name.require("stream", stream);
            if (rows < 1) {
                throw new IllegalArgumentException("a trigger waits for at least 1 row, not " + rows);
            }
        }

        @Override
        public String name() {
            return "rows of " + stream;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("kind", "rows").with("stream", stream).with("rows", rows);
        }
    }
}
