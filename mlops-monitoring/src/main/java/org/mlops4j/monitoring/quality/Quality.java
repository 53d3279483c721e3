// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/** Holds tables against constraints. Pure functions, safe to call from any thread. */
public final class Quality {

    /** Up to so many categories are taken for all that there are. */
    static final int MOST_TEXTS = 100;

    private Quality() {}

    /**
     * {@return what the rows of a table say to constraints}
     *
     * <p>Every constraint gets a verdict: that a column is missing or of another type is a failure of all rows, if
     * there are any, not an exception. Costs a pass over the columns for each constraint.
     *
     * @param table a training set, or the inputs and outputs of a window of predictions
     * @param constraints each of another name
     * @param at from which the age of rows counts
     * @throws IllegalArgumentException if two constraints have the same name
     */
    public static QualityReport check(Table table, List<Constraint> constraints, Instant at) {
        Set<String> names = new HashSet<>();
        List<ConstraintResult> results = new ArrayList<>();
        for (Constraint constraint : constraints) {
            if (!names.add(constraint.name())) {
                throw new IllegalArgumentException(
                        "two constraints are named '" + constraint.name() + "'; give one another name by named(…)");
            }
            results.add(result(constraint, table, at));
        }
        return new QualityReport(at, table.rowCount(), results);
    }

    /**
     * {@return constraints for tables of as many rows as the reference, see {@link #suggest(ReferenceProfile, long)}}
     */
    public static List<Constraint> suggest(ReferenceProfile reference) {
        return suggest(reference, Math.max(1, reference.rows()));
    }

    /**
     * {@return constraints that a reference keeps and that data like it will keep, in about 99 of 100 cases}
     *
     * <ul>
     *   <li>What is never null, or never NaN or infinite, stays so. Else its share may grow by
     *       {@value org.mlops4j.monitoring.drift.DriftPolicy#DEFAULT_MISSING_SHARE}, or by five standard errors if that
     *       is more.
     *   <li>Numbers stay in the range of the reference, but for a hundredth of the rows or fifteen if that is more: any
     *       sample leaves the range of another, of {@code n} rows by two in {@code n + 1} on average.
     *   <li>Texts and truth values are among those of the reference, with the same exception. Not if there are more
     *       than {@value #MOST_TEXTS}, or so many stand there once that new ones must be expected: those are names.
     * </ul>
     *
     * A person should read them: the reference does not know what is right. Its number of rows is not taken for a
     * constraint, since it is seldom that of a window; see {@link Constraint#volumeLike}.
     *
     * @param rows how many the smallest tables to be checked have, at least 1
     */
    public static List<Constraint> suggest(ReferenceProfile reference, long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("tables to be checked have at least one row, not " + rows);
        }
        return new Suggestions(reference, rows).constraints();
    }

    private static ConstraintResult result(Constraint constraint, Table table, Instant at) {
        Check check = constraint.check();
        Optional<String> misfit = check.misfit(table.schema());
        if (misfit.isPresent()) {
            // A window in which nothing was logged has no columns either.
            boolean empty = table.rowCount() == 0;
            return whole(constraint, table, empty ? QualityVerdict.NO_DATA : QualityVerdict.FAILED, misfit.get());
        } else if (check instanceof ColumnCheck column) {
            return rows(constraint, table, RowTest.of(column, table));
        } else if (check instanceof RowCheck row) {
            return rows(constraint, table, RowTest.of(row, table));
        } else if (check instanceof TableCheck.Fresh fresh) {
            return freshness(constraint, fresh, table, at);
        } else if (check instanceof TableCheck.Volume volume) {
            boolean fits = table.rowCount() >= volume.atLeast() && table.rowCount() <= volume.atMost();
            return whole(
                    constraint,
                    table,
                    fits ? QualityVerdict.PASSED : QualityVerdict.FAILED,
                    fits ? "" : "there are " + table.rowCount());
        }
        return whole(constraint, table, QualityVerdict.PASSED, "");
    }

    private static ConstraintResult rows(Constraint constraint, Table table, RowTest test) {
        List<ConstraintResult.Example> examples = new ArrayList<>();
        List<String> shown = constraint.check() instanceof RowCheck.Satisfies
                ? table.schema().names()
                : constraint.check().columns();
        long checked = 0;
        long failed = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            if (test.looksAt().test(row)) {
                checked++;
                if (!test.passes().test(row)) {
                    failed++;
                    if (examples.size() < ConstraintResult.MOST_EXAMPLES) {
                        examples.add(new ConstraintResult.Example(row, Cells.text(table, shown, row)));
                    }
                }
            }
        }
        QualityVerdict verdict = checked == 0
                ? QualityVerdict.NO_DATA
                : failed <= constraint.tolerated() * checked ? QualityVerdict.PASSED : QualityVerdict.FAILED;
        String reason = checked > 0 ? "" : table.rowCount() == 0 ? "there are no rows" : "no row has a value";
        return new ConstraintResult(constraint, verdict, checked, failed, examples, reason);
    }

    private static ConstraintResult freshness(Constraint constraint, TableCheck.Fresh fresh, Table table, Instant at) {
        LongColumn times = table.longs(fresh.column());
        long newest = Long.MIN_VALUE;
        long now = Times.nanos(at);
        for (int row = 0; row < times.size(); row++) {
            if (!times.isNull(row) && times.get(row) <= now) {
                newest = Math.max(newest, times.get(row));
            }
        }
        if (newest == Long.MIN_VALUE) {
            return whole(constraint, table, QualityVerdict.NO_DATA, "no row has an instant up to " + at);
        }
        Duration age = Duration.between(Times.instant(newest), at);
        boolean old = age.compareTo(fresh.atMost()) > 0;
        return whole(
                constraint,
                table,
                old ? QualityVerdict.FAILED : QualityVerdict.PASSED,
                old ? "it is " + age + " old" : "");
    }

    private static ConstraintResult whole(Constraint constraint, Table table, QualityVerdict verdict, String reason) {
        long checked = verdict == QualityVerdict.NO_DATA ? 0 : table.rowCount();
        long failed = verdict == QualityVerdict.FAILED ? checked : 0;
        return new ConstraintResult(constraint, verdict, checked, failed, List.of(), reason);
    }
}
