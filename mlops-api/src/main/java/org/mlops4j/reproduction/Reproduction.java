// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * What came out when a run of a pipeline was done again.
 *
 * @param id unique in the store: the id of the run, {@code /rerun-} and a number
 * @param run the run that was done again
 * @param author who did it again
 * @param at when it was done
 * @param tolerance how far numbers may be apart to count as equivalent
 * @param stages the stages that were done again, in the order of the pipeline; after one that threw there is no other
 * @param taken the stages whose recorded outputs were taken over, see {@link Reproductions}
 */
public record Reproduction(
        String id,
        String run,
        Actor author,
        Instant at,
        Tolerance tolerance,
        List<StageReproduction> stages,
        List<String> taken) {

    /** Copies the lists. */
    public Reproduction {
        requireNonNull(id, "id");
        requireNonNull(run, "run");
        requireNonNull(author, "author");
        requireNonNull(at, "at");
        requireNonNull(tolerance, "tolerance");
        stages = List.copyOf(stages);
        taken = List.copyOf(taken);
    }

    /** {@return the worst of the outcomes of all stages; IDENTICAL if there is none} */
    public Outcome outcome() {
        return stages.stream()
                .map(StageReproduction::outcome)
                .max(Outcome::compareTo)
                .orElse(Outcome.IDENTICAL);
    }

    /** {@return the first stage of which not the same came out, if there is one} */
    public Optional<StageReproduction> firstDifferent() {
        return stages.stream()
                .filter(stage -> stage.outcome() != Outcome.IDENTICAL)
                .findFirst();
    }

    /** {@return what is another than it was at the first stage that differs, or at any if none does, by name} */
    public Set<String> factors() {
        Set<String> factors = new TreeSet<>();
        for (StageReproduction stage : firstDifferent().map(List::of).orElse(stages)) {
            factors.addAll(stage.factors().added().keySet());
            factors.addAll(stage.factors().removed().keySet());
            factors.addAll(stage.factors().changed().keySet());
        }
        return factors;
    }

    /** {@return the greatest distance of two numbers in all outputs, in units in the last place} */
    public long ulps() {
        return stages.stream().mapToLong(StageReproduction::ulps).max().orElse(0);
    }

    /** {@return the greatest distance of two predictions of all models, NaN if none were compared} */
    public double predictions() {
        return stages.stream()
                .mapToDouble(StageReproduction::predictions)
                .filter(distance -> !Double.isNaN(distance))
                .max()
                .orElse(Double.NaN);
    }

    /** {@return the reproduction whose {@link #toDocument()} this is} */
    public static Reproduction from(Document document) {
        return new Reproduction(
                document.get("id").text(),
                document.get("run").text(),
                Actor.of(document.get("author").text()),
                document.get("at").instant(),
                Tolerance.from(document.get("tolerance")),
                document.get("stages").list().stream()
                        .map(StageReproduction::from)
                        .toList(),
                document.get("taken").texts());
    }

    /** {@return the form in which reproductions are stored} */
    public Document toDocument() {
        return Document.object()
                .with("id", id)
                .with("run", run)
                .with("author", author.name())
                .with("at", at)
                .with("tolerance", tolerance.toDocument())
                .with("outcome", Document.of(outcome()))
                .with(
                        "stages",
                        Document.list(stages.stream()
                                .map(StageReproduction::toDocument)
                                .toList()))
                .with("taken", Document.texts(taken));
    }

    /** {@return a sentence for people} */
    @Override
    public String toString() {
        return firstDifferent()
                .map(stage -> id + ": " + outcome() + ", first in '" + stage.stage() + "': " + stage.reason()
                        + (factors().isEmpty()
                                ? "; no factor that was captured is another"
                                : "; other than it was: " + String.join(", ", factors())))
                .orElseGet(() -> id + ": " + outcome() + ", " + stages.size() + " stages");
    }
}
