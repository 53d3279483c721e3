// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;

/**
 * What begins and ends an alert. Immutable.
 *
 * @param condition what a signal is like while something is wrong
 * @param hold in how many windows
 * @param clear what a signal must be like for all to be well again; {@code null} if it is enough that the rule no
 *     longer holds
 * @param grouping of how many signals an alert tells
 */
public record Trigger(
        Condition condition, Hold hold, @Nullable Condition clear, Grouping grouping) {

    /** Checks that the parts are there. */
    public Trigger {
        requireNonNull(condition, "condition");
        requireNonNull(hold, "hold");
        requireNonNull(grouping, "grouping");
    }

    static Trigger from(Document document) {
        return new Trigger(
                Condition.from(document.get("condition")),
                new Hold(
                        Math.toIntExact(document.get("windows").whole()),
                        Math.toIntExact(document.get("outOf").whole())),
                document.find("clear").map(Condition::from).orElse(null),
                document.find("grouping")
                        .map(grouping -> grouping.constant(Grouping.class))
                        .orElse(Grouping.EACH));
    }

    Trigger hold(Hold other) {
        return new Trigger(condition, other, clear, grouping);
    }

    Trigger clear(Condition other) {
        return new Trigger(condition, hold, other, grouping);
    }

    Trigger grouping(Grouping other) {
        return new Trigger(condition, hold, clear, other);
    }

    /** {@return whether a signal for which the rule does not hold says that all is well again} */
    boolean cleared(Signal signal) {
        return clear == null || clear.judge(signal) == Outcome.HOLDS;
    }

    Document.Fields addTo(Document.Fields rule) {
        Document.Fields document = rule.with("condition", condition.toDocument())
                .with("windows", hold.windows())
                .with("outOf", hold.outOf());
        document = clear == null ? document : document.with("clear", clear.toDocument());
        return grouping == Grouping.EACH ? document : document.with("grouping", Document.of(grouping));
    }
}
