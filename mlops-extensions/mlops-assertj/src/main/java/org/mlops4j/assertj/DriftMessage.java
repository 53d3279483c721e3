// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.drift.Measurement;

/** What a failed assertion says of a comparison, most important column first. */
record DriftMessage(DriftReport report) {

    /** A message is read by a person: after so many columns the cause is known, or is not one of columns. */
    private static final int MOST_COLUMNS = 20;

    String text(Predicate<ColumnDrift> bad) {
        List<ColumnDrift> columns = report.columns().stream().filter(bad).toList();
        String lines =
                columns.stream().limit(MOST_COLUMNS).map(DriftMessage::column).collect(Collectors.joining("\n"));
        return head()
                + lines
                + (columns.size() > MOST_COLUMNS ? "\n  and " + (columns.size() - MOST_COLUMNS) + " more" : "");
    }

    private String head() {
        return String.format(
                Locale.ROOT,
                "Expecting no drift of %d rows from a reference of %d, at a level of %s for all %d columns together,"
                        + " but %d drifted and %d could not be judged:%n",
                report.currentRows(),
                report.referenceRows(),
                report.alpha(),
                report.columns().size(),
                report.drifted().size(),
                report.columns().stream()
                        .filter(column -> column.verdict() == DriftVerdict.INSUFFICIENT_DATA)
                        .count());
    }

    private static String column(ColumnDrift column) {
        DriftVerdict verdict = column.verdict();
        String results = column.results().stream()
                .filter(result -> result.verdict() == verdict)
                .map(DriftMessage::result)
                .collect(Collectors.joining("; "));
        return "  '" + column.column() + "' " + (verdict == DriftVerdict.DRIFT ? "drifted: " : "cannot be judged: ")
                + (results.isEmpty() ? "no test applies to it" : results);
    }

    private static String result(DriftResult result) {
        Measurement measured = result.measurement();
        String rows = "n " + measured.referenceRows() + " in the reference and " + measured.currentRows() + " now";
        if (!measured.computable()) {
            return measured.test() + " " + measured.reason() + ", " + rows;
        }
        return String.format(
                Locale.ROOT,
                "%s effect %.3g %s (matters from %s), p %s, adjusted %s, %s",
                measured.test(),
                measured.effect(),
                measured.unit().symbol(),
                result.effectBound(),
                p(measured.pValue()),
                p(result.adjustedPValue()),
                result.verdict() == DriftVerdict.DRIFT
                        ? rows
                        : rows + ", needs about " + result.neededRows() + " each");
    }

    /** {@return a p-value, of which those that are too small for a double are told from nothing} */
    private static String p(double p) {
        return p < 1e-300 ? "< 1e-300" : String.format(Locale.ROOT, "%.2g", p);
    }
}
