// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Check;
import org.mlops4j.features.Expectation;
import org.mlops4j.features.Expectation.Action;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expression.JavaFunctions;

/**
 * Judges which events of a view are taken. It allows nulls everywhere, so that expectations can speak of keys and times
 * as well. Every expectation is asked of all rows, whatever becomes of them. Immutable and safe to share between
 * threads; a judgement costs a pass over the batch for each expectation.
 */
public final class Gate {

    /** The TIMESTAMP column of when a row was put aside. */
    public static final String AT = "quarantine.at";

    /** The STRING column of the checks that a row failed. */
    public static final String REASON = "quarantine.reason";

    private final FeatureView view;
    private final InstantSource clock;
    private final Schema columns;
    private final List<Expectation> expectations;
    private final List<CompiledCheck> checks;

    private Gate(
            FeatureView view,
            InstantSource clock,
            Schema columns,
            List<Expectation> expectations,
            List<CompiledCheck> checks) {
        this.view = view;
        this.clock = clock;
        this.columns = columns;
        this.expectations = expectations;
        this.checks = checks;
    }

    /**
     * {@return the gate of a view}
     *
     * @param clock tells what is fresh
     * @param entities finds those of another view
     * @param functions written in Java that this JVM has
     * @throws InvalidException if a pattern is none, or the source has a column that the quarantine needs
     */
    public static Gate of(
            FeatureView view,
            InstantSource clock,
            Function<Check.Known, KnownEntities> entities,
            JavaFunctions functions) {
        Schema columns = Schema.of(view.source().fields().stream()
                .map(field -> Field.nullable(field.name(), field.type()))
                .toList());
        int eventTime = columns.index(view.eventTime());
        List<CompiledCheck> checks = view.expectations().stream()
                .map(expectation ->
                        CompiledCheck.of(expectation.check(), columns, eventTime, clock, entities, functions))
                .toList();
        Gate gate = new Gate(view, clock, columns, view.expectations(), checks);
        if (view.expectations().stream().anyMatch(expectation -> expectation.action() == Action.QUARANTINE)) {
            gate.quarantineColumns();
        }
        return gate;
    }

    /**
     * Checks that a view can have a gate, whatever other views there are.
     *
     * @param functions written in Java that this JVM has
     * @throws InvalidException if a pattern is none, or the source has a column that the quarantine needs
     * @throws org.mlops4j.error.IncompatibleException if it calls a function that is not among them
     */
    public static void require(FeatureView view, JavaFunctions functions) {
        of(view, InstantSource.fixed(Instant.EPOCH), known -> new Everybody(), functions);
    }

    /** {@return the columns of the view's source, all nullable: what batches need to have} */
    public Schema columns() {
        return columns;
    }

    /** {@return the columns of what is put aside: those of the source, {@link #AT} and {@link #REASON}} */
    public Schema quarantineColumns() {
        return columns.with(Field.of(AT, DataType.TIMESTAMP)).with(Field.of(REASON, DataType.STRING));
    }

    /**
     * {@return whether an event that comes by itself fails no expectation of rows}
     *
     * @throws InvalidException if expectations ask for rows and the event has not the columns of the source
     */
    public boolean passes(Row event) {
        Row row = null;
        for (CompiledCheck check : checks) {
            if (check.asksRows()) {
                row = row == null ? aligned(event) : row;
                if (check.fails(row)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return what becomes of an event that comes by itself} Expectations of batches are not asked. */
    public Judgement judge(Row event) {
        Row row = aligned(event);
        Table one = Table.builder(columns).add(RowValues.of(row)).build();
        List<Failures> failures = checks.stream()
                .map(check -> check.asksRows() ? check.failures(one) : Failures.NONE)
                .toList();
        return judge(one, failures, 0);
    }

    /**
     * {@return what becomes of a batch}
     *
     * @param events with the columns of the source, in any order
     * @param firstRow the number of the first row in what the batch is a part of
     * @throws InvalidException if a column is missing or has the wrong type; the message names all of them
     */
    public Judgement judge(Table events, long firstRow) {
        SourceColumns.require(view, events.schema());
        Table batch =
                Table.of(columns, columns.names().stream().map(events::column).toList());
        return judge(batch, checks.stream().map(check -> check.failures(batch)).toList(), firstRow);
    }

    private Judgement judge(Table batch, List<Failures> failures, long firstRow) {
        List<ExpectationReport.Outcome> outcomes = new ArrayList<>();
        boolean accepted = true;
        BitSet aside = new BitSet();
        for (int i = 0; i < expectations.size(); i++) {
            Expectation expectation = expectations.get(i);
            outcomes.add(ExpectationReport.Outcome.of(expectation, failures.get(i), firstRow));
            accepted &= failures.get(i).passed() || expectation.action() != Action.REJECT;
            if (expectation.action() == Action.QUARANTINE) {
                aside.or(failures.get(i).rows());
            }
        }
        int size = batch.rowCount();
        int quarantined = aside.cardinality();
        if (!accepted) {
            return new Judgement(
                    new ExpectationReport(view.name(), size, 0, 0, 0, outcomes),
                    batch.slice(0, 0),
                    quarantine(batch, new BitSet(), failures));
        }
        BitSet kept = new BitSet();
        kept.set(0, size);
        kept.andNot(aside);
        return new Judgement(
                new ExpectationReport(view.name(), size, size - quarantined, quarantined, 0, outcomes),
                quarantined == 0 ? batch : batch.take(kept.stream().toArray()),
                quarantine(batch, aside, failures));
    }

    private Table quarantine(Table batch, BitSet aside, List<Failures> failures) {
        if (aside.isEmpty()) {
            return batch.slice(0, 0);
        }
        int[] rows = aside.stream().toArray();
        long[] times = new long[rows.length];
        Arrays.fill(times, Times.nanos(clock.instant()));
        @Nullable String[] reasons = new @Nullable String[rows.length];
        Arrays.setAll(reasons, i -> reason(rows[i], failures));
        return batch.take(rows)
                .with(Field.of(AT, DataType.TIMESTAMP), LongColumn.ofTimes(times))
                .with(Field.of(REASON, DataType.STRING), StringColumn.of(reasons));
    }

    private String reason(int row, List<Failures> failures) {
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            Expectation expectation = expectations.get(i);
            if (expectation.action() == Action.QUARANTINE
                    && failures.get(i).rows().get(row)) {
                failed.add(expectation.check().text());
            }
        }
        return String.join("; ", failed);
    }

    /** {@return the event with its fields where the checks look for them} */
    private Row aligned(Row event) {
        return event.schema().equals(view.source()) || event.schema().equals(columns)
                ? event
                : SourceColumns.aligned(view, columns, event);
    }

    /** Stands for what another view knows where nothing is asked. */
    private record Everybody() implements KnownEntities {
        @Override
        public boolean contains(List<@Nullable Object> key) {
            return true;
        }

        @Override
        public void refresh() {
            // There is nothing to take notice of.
        }
    }
}
