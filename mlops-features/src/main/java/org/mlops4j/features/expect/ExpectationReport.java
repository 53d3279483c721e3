// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expectation;
import org.mlops4j.features.Expectation.Action;

/**
 * How events were as their view expects, and what became of them. Holds numbers of rows, not their values, so it may be
 * logged. Immutable.
 *
 * @param view the name of the view
 * @param rows how many there were
 * @param taken how many of them were, or would be, taken
 * @param quarantined how many of them were, or would be, put aside; 0 beside {@link #taken} 0 if all are refused
 * @param repeated how many of those taken were there already, by {@link org.mlops4j.features.FeatureView#identity()},
 *     and changed nothing; 0 if nothing was pushed
 * @param outcomes of each expectation of the view, in its order
 */
public record ExpectationReport(
        String view, long rows, long taken, long quarantined, long repeated, List<Outcome> outcomes) {

    /** Of so many rows that fail an expectation the numbers are told. */
    public static final int SHOWN_ROWS = 5;

    /** Copies the outcomes. */
    public ExpectationReport {
        requireNonNull(view, "view");
        outcomes = List.copyOf(outcomes);
    }

    /** {@return whether no expectation whose failure refuses the batch failed} */
    public boolean accepted() {
        return failed(Action.REJECT).isEmpty();
    }

    /** {@return the outcomes of expectations that failed and ask for an action} */
    public List<Outcome> failed(Action action) {
        return outcomes.stream()
                .filter(outcome -> !outcome.passed() && outcome.expectation().action() == action)
                .toList();
    }

    /**
     * Checks that the batch is not refused.
     *
     * @return this
     * @throws InvalidException if it is; the message has the expectations, how many rows fail and which are the first
     */
    public ExpectationReport requireAccepted() {
        if (!accepted()) {
            throw new InvalidException("feature view '" + view + "' refuses " + rows + (rows == 1 ? " row" : " rows")
                    + ", of which none was taken: "
                    + failed(Action.REJECT).stream().map(Outcome::toString).collect(Collectors.joining("; ")));
        }
        return this;
    }

    /**
     * {@return this and what became of the rows behind, as one}
     *
     * @param next of the same expectations
     */
    public ExpectationReport plus(ExpectationReport next) {
        List<Outcome> both = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            both.add(outcomes.get(i).plus(next.outcomes.get(i)));
        }
        return new ExpectationReport(
                view,
                rows + next.rows,
                taken + next.taken,
                quarantined + next.quarantined,
                repeated + next.repeated,
                both);
    }

    /** {@return this with another number of events that were there already} */
    public ExpectationReport withRepeated(long events) {
        return new ExpectationReport(view, rows, taken, quarantined, events, outcomes);
    }

    /** {@return the report for people: the numbers, then a line for each expectation that failed} */
    @Override
    public String toString() {
        String numbers = "feature view '" + view + "': " + rows + (rows == 1 ? " row, " : " rows, ") + taken
                + " taken, " + quarantined + " quarantined"
                + (repeated > 0 ? ", " + repeated + " repeated" : "") + (accepted() ? "" : ", all refused");
        return Stream.concat(
                        Stream.of(numbers),
                        outcomes.stream().filter(outcome -> !outcome.passed()).map(outcome -> "  " + outcome))
                .collect(Collectors.joining("\n"));
    }

    /**
     * What became of an expectation.
     *
     * @param expectation what was expected
     * @param passed whether it was so
     * @param failures how many rows fail; of a batch that has too few or too many rows, all
     * @param firstRows the numbers of the first ones from 0, {@link #SHOWN_ROWS} at most
     */
    public record Outcome(Expectation expectation, boolean passed, long failures, List<Long> firstRows) {

        /** Copies the rows. */
        public Outcome {
            requireNonNull(expectation, "expectation");
            firstRows = List.copyOf(firstRows);
        }

        static Outcome of(Expectation expectation, Failures failures, long firstRow) {
            LongStream rows = failures.rows().stream().limit(SHOWN_ROWS).mapToLong(row -> firstRow + row);
            return new Outcome(
                    expectation,
                    failures.passed(),
                    failures.rows().cardinality(),
                    rows.boxed().toList());
        }

        private Outcome plus(Outcome next) {
            return new Outcome(
                    expectation,
                    passed && next.passed,
                    failures + next.failures,
                    Stream.concat(firstRows.stream(), next.firstRows.stream())
                            .limit(SHOWN_ROWS)
                            .toList());
        }

        @Override
        public String toString() {
            String rows = firstRows.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return "expected " + expectation + ": "
                    + (passed
                            ? "so it is"
                            : failures
                                    + (failures == 1 ? " row fails" : " rows fail")
                                    + (failures == 0
                                            ? ", there are none"
                                            : ": " + rows + (failures > firstRows.size() ? ", …" : "")));
        }
    }
}
