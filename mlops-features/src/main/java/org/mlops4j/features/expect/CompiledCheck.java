// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.Check;
import org.mlops4j.features.expression.ColumnExpression;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.expression.RowExpression;

/** A check made ready for rows of one schema. Immutable and safe to share between threads. */
interface CompiledCheck {

    /** {@return what is wrong with a batch} */
    Failures failures(Table batch);

    /** {@return whether a row fails that came by itself: never for a check of batches} */
    default boolean fails(Row row) {
        return false;
    }

    /** {@return whether rows can fail by themselves} */
    default boolean asksRows() {
        return true;
    }

    /**
     * {@return the check made ready}
     *
     * @param columns of the rows to come
     * @param eventTime the index of the event time in them
     * @param functions written in Java that conditions may call
     */
    static CompiledCheck of(
            Check check,
            Schema columns,
            int eventTime,
            InstantSource clock,
            Function<Check.Known, KnownEntities> entities,
            JavaFunctions functions) {
        if (check instanceof Check.Each each) {
            return new Condition(
                    RowExpression.compile(each.condition(), columns, functions),
                    ColumnExpression.compile(each.condition(), columns, functions));
        } else if (check instanceof Check.Fresh fresh) {
            return new Freshness(fresh, eventTime, clock);
        } else if (check instanceof Check.Known known) {
            return new Reference(indexes(columns, known.columns()), entities.apply(known));
        } else if (check instanceof Check.Unique unique) {
            return new Uniqueness(indexes(columns, unique.columns()));
        } else if (check instanceof Check.NullShare share) {
            return new Nulls(share);
        }
        return new Size((Check.Volume) check);
    }

    private static List<Integer> indexes(Schema columns, List<String> names) {
        return names.stream().map(columns::index).toList();
    }

    /** Rows of which a condition is false. */
    record Condition(RowExpression ofRow, ColumnExpression ofColumns) implements CompiledCheck {

        @Override
        public boolean fails(Row row) {
            return ofRow.bits(row) == RowExpression.FALSE;
        }

        @Override
        public Failures failures(Table batch) {
            long[] bits = new long[batch.rowCount()];
            ofColumns.bits(batch, 0, bits.length, bits, 0);
            BitSet rows = new BitSet();
            for (int row = 0; row < bits.length; row++) {
                if (bits[row] == RowExpression.FALSE) {
                    rows.set(row);
                }
            }
            return Failures.of(rows);
        }
    }

    /** Rows whose event time is too far from now. */
    record Freshness(Check.Fresh check, int eventTime, InstantSource clock) implements CompiledCheck {

        @Override
        public boolean fails(Row row) {
            return failing(Times.nanos(clock.instant()), row);
        }

        @Override
        public Failures failures(Table batch) {
            long now = Times.nanos(clock.instant());
            BitSet rows = new BitSet();
            for (int row = 0; row < batch.rowCount(); row++) {
                rows.set(row, failing(now, batch.row(row)));
            }
            return Failures.of(rows);
        }

        private boolean failing(long now, Row row) {
            if (row.isNull(eventTime)) {
                return false;
            }
            long past = check.past().toNanos();
            long future = check.future().toNanos();
            long time = row.whole(eventTime);
            // The range of times ends in 1677 and in 2262, and all times are within the part that is cut off there.
            return time < (now < Long.MIN_VALUE + past ? Long.MIN_VALUE : now - past)
                    || time > (now > Long.MAX_VALUE - future ? Long.MAX_VALUE : now + future);
        }
    }

    /** Rows about entities that another view does not know. */
    record Reference(List<Integer> keys, KnownEntities entities) implements CompiledCheck {

        @Override
        public boolean fails(Row row) {
            if (!unknown(row)) {
                return false;
            }
            entities.refresh();
            return unknown(row);
        }

        @Override
        public Failures failures(Table batch) {
            entities.refresh();
            BitSet rows = new BitSet();
            for (int row = 0; row < batch.rowCount(); row++) {
                rows.set(row, unknown(batch.row(row)));
            }
            return Failures.of(rows);
        }

        private boolean unknown(Row row) {
            List<@Nullable Object> key = RowValues.of(row, keys);
            return !key.contains(null) && !entities.contains(key);
        }
    }

    /** Rows that were in the batch before. */
    record Uniqueness(List<Integer> columns) implements CompiledCheck {

        @Override
        public Failures failures(Table batch) {
            Set<List<@Nullable Object>> before = new HashSet<>();
            BitSet rows = new BitSet();
            for (int row = 0; row < batch.rowCount(); row++) {
                rows.set(row, !before.add(RowValues.of(batch.row(row), columns)));
            }
            return Failures.of(rows);
        }

        @Override
        public boolean asksRows() {
            return false;
        }
    }

    /** Rows that are null, if too many are. */
    record Nulls(Check.NullShare check) implements CompiledCheck {

        @Override
        public Failures failures(Table batch) {
            Column column = batch.column(check.column());
            BitSet rows = new BitSet();
            for (int row = 0; row < batch.rowCount(); row++) {
                rows.set(row, column.isNull(row));
            }
            return rows.cardinality() > check.atMost() * batch.rowCount() ? Failures.of(rows) : Failures.NONE;
        }

        @Override
        public boolean asksRows() {
            return false;
        }
    }

    /** All rows, if they are too few or too many. */
    record Size(Check.Volume check) implements CompiledCheck {

        @Override
        public Failures failures(Table batch) {
            int size = batch.rowCount();
            if (size >= check.atLeast() && size <= check.atMost()) {
                return Failures.NONE;
            }
            BitSet rows = new BitSet();
            rows.set(0, size);
            return new Failures(false, rows);
        }

        @Override
        public boolean asksRows() {
            return false;
        }
    }
}
