// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;

/**
 * What the rows of a table say to some constraints. Immutable.
 *
 * @param at the instant of the check, from which the age of rows counts
 * @param rows of the table
 * @param results one for each constraint, in their order
 */
public record QualityReport(Instant at, long rows, List<ConstraintResult> results) {

    /** Copies the results. */
    public QualityReport {
        requireNonNull(at, "at");
        results = List.copyOf(results);
    }

    /** {@return FAILED if any constraint is, else NO_DATA if any is or there is none, else PASSED} */
    public QualityVerdict verdict() {
        if (results.stream().anyMatch(result -> result.verdict() == QualityVerdict.FAILED)) {
            return QualityVerdict.FAILED;
        }
        return results.isEmpty() || !notPassed().isEmpty() ? QualityVerdict.NO_DATA : QualityVerdict.PASSED;
    }

    /** {@return the results that failed, or had nothing to look at} */
    public List<ConstraintResult> notPassed() {
        return results.stream()
                .filter(result -> result.verdict() != QualityVerdict.PASSED)
                .toList();
    }

    /** {@return the result of the constraint of a name, if there is one} */
    public Optional<ConstraintResult> find(String constraint) {
        return results.stream()
                .filter(result -> result.constraint().name().equals(constraint))
                .findFirst();
    }

    /** {@return the results as measurements of a window, see {@link ConstraintResult#signal}} */
    public List<Signal> signals(Instant from, Instant to) {
        return results.stream().map(result -> result.signal(from, to)).toList();
    }

    /** {@return the form for machines, with the values of a few rows that fail} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("at", at)
                .with("rows", rows)
                .with("verdict", verdict().name())
                .with(
                        "results",
                        Document.list(results.stream()
                                .map(ConstraintResult::toDocument)
                                .toList()));
    }

    /** {@return a line for each constraint that did not pass, behind one with the numbers} */
    @Override
    public String toString() {
        List<ConstraintResult> bad = notPassed();
        return rows + " rows, " + bad.size() + " of " + results.size() + " constraints did not pass"
                + bad.stream().map(result -> "\n  " + result).collect(Collectors.joining());
    }
}
