// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Change;
import org.mlops4j.diff.Changes;

/**
 * What came out of a stage that was done again.
 *
 * @param stage its name
 * @param outcome whether it is the same
 * @param reason what differs, in a sentence; empty if nothing does
 * @param ulps the greatest distance of two numbers of the output in units in the last place, 0 if none differs
 * @param predictions the greatest distance of two predictions of a model that the stage made, see
 *     {@link Tolerance#predictions}; NaN if none were compared
 * @param factors what is known to be another than it was: of the environment by path, and what the stage noted, behind
 *     the name of the stage
 */
public record StageReproduction(
        String stage, Outcome outcome, String reason, long ulps, double predictions, Changes<Document> factors) {

    /** Checks that the parts are there. */
    public StageReproduction {
        requireNonNull(stage, "stage");
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
        requireNonNull(factors, "factors");
    }

    /** {@return the result whose {@link #toDocument()} this is} */
    public static StageReproduction from(Document document) {
        return new StageReproduction(
                document.get("stage").text(),
                document.get("outcome").constant(Outcome.class),
                document.get("reason").text(),
                document.get("ulps").whole(),
                document.get("predictions").number(),
                changes(document.get("factors")));
    }

    /** {@return the form in which results are stored} */
    public Document toDocument() {
        return Document.object()
                .with("stage", stage)
                .with("outcome", Document.of(outcome))
                .with("reason", reason)
                .with("ulps", ulps)
                .with("predictions", predictions)
                .with("factors", factors.toDocument(value -> value));
    }

    private static Changes<Document> changes(Document document) {
        SortedMap<String, Change<Document>> changed = new TreeMap<>();
        Map<String, Document> both = document.get("changed").fields();
        both.forEach((factor, change) -> changed.put(
                factor,
                new Change<>(
                        change.fields().getOrDefault("before", Document.nothing()),
                        change.fields().getOrDefault("after", Document.nothing()))));
        return new Changes<>(
                document.get("added").fields(), document.get("removed").fields(), changed);
    }
}
