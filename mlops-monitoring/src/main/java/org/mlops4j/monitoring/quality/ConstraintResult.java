// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;

/**
 * What the rows say to one constraint.
 *
 * @param constraint the constraint
 * @param verdict the judgement
 * @param checked how many rows were looked at
 * @param failed how many of them failed
 * @param examples the first ones that failed, {@value #MOST_EXAMPLES} at most; none if a table failed as a whole
 * @param reason why a table failed as a whole, or could not be checked; empty otherwise
 */
public record ConstraintResult(
        Constraint constraint,
        QualityVerdict verdict,
        long checked,
        long failed,
        List<Example> examples,
        String reason) {

    /** Enough to see what is wrong with them. */
    public static final int MOST_EXAMPLES = 5;

    /** Copies the examples. */
    public ConstraintResult {
        requireNonNull(constraint, "constraint");
        requireNonNull(verdict, "verdict");
        examples = List.copyOf(examples);
        requireNonNull(reason, "reason");
    }

    /**
     * {@return the share of the rows looked at that failed; 1 if none was and the verdict is FAILED, NaN if it is not}
     */
    public double failedShare() {
        if (checked == 0) {
            return verdict == QualityVerdict.FAILED ? 1 : Double.NaN;
        }
        return (double) failed / checked;
    }

    /**
     * {@return this as a measurement of a window, named {@code quality.} and the constraint} Its value is the
     * {@linkplain #failedShare() share of failed rows}; the detail has verdict, numbers and the places of the examples,
     * but not their values, since signals are stored and sent to people.
     *
     * @param from the beginning of the window, inclusive
     * @param to its end, exclusive
     */
    public Signal signal(Instant from, Instant to) {
        Document detail = Document.object()
                .with(SignalDetail.VERDICT, verdict.name())
                .with("constraint", constraint.text())
                .with("tolerated", constraint.tolerated())
                .with("failed", failed)
                .with(
                        "rows",
                        Document.list(examples.stream()
                                .map(example -> Document.of(example.row()))
                                .toList()))
                .with("reason", reason);
        return new Signal("quality." + constraint.name(), from, to, failedShare(), checked, detail);
    }

    /** {@return the form for machines, with the values of the examples} */
    public Document toDocument() {
        return Document.object()
                .with("constraint", constraint.toDocument())
                .with("verdict", verdict.name())
                .with("checked", checked)
                .with("failed", failed)
                .with(
                        "examples",
                        Document.list(examples.stream()
                                .map(example -> Document.object()
                                        .with("row", example.row())
                                        .with("values", example.values()))
                                .toList()))
                .with("reason", reason);
    }

    /** {@return a sentence for people} */
    @Override
    public String toString() {
        String rows = examples.stream().map(Example::toString).collect(Collectors.joining("; "));
        return constraint.text() + ": " + verdict + ", " + failed + " of " + checked + " rows fail"
                + (reason.isEmpty() ? "" : ", " + reason)
                + (rows.isEmpty() ? "" : ": " + rows + (failed > examples.size() ? "; …" : ""));
    }

    /**
     * A row that fails.
     *
     * @param row its number from 0
     * @param values what stands in the columns that are read, cut if long
     */
    public record Example(long row, String values) {
        /** Checks that the values are there. */
        public Example {
            requireNonNull(values, "values");
        }

        @Override
        public String toString() {
            return "row " + row + " (" + values + ")";
        }
    }
}
