// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * An immutable table of typed columns. Safe to share between threads. Slices and selections share the columns' arrays;
 * {@link #take} copies.
 */
public final class Table {

    private final Schema schema;
    private final List<Column> columns;
    private final int rowCount;

    private Table(Schema schema, List<Column> columns) {
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.rowCount = columns.isEmpty() ? 0 : columns.get(0).size();
    }

    /**
     * {@return a table of these columns}
     *
     * @throws InvalidException if the columns are not those of the schema, in number, type, length or nulls
     */
    public static Table of(Schema schema, List<? extends Column> columns) {
        if (schema.size() != columns.size()) {
            throw new InvalidException(
                    "a table of " + schema + " needs " + schema.size() + " columns, got " + columns.size());
        }
        for (int i = 0; i < columns.size(); i++) {
            check(schema.field(i), columns.get(i), columns.get(0).size());
        }
        return new Table(schema, List.copyOf(columns));
    }

    /**
     * {@return a table with a column for each component of a Java record}
     *
     * @param type the record class; its components are boolean, int, long, float, double, String or Instant; primitive
     *     ones are not nullable
     * @param records the rows
     * @throws InvalidException if a component is of another type
     */
    public static <R extends Record> Table of(Class<R> type, Collection<R> records) {
        return RecordTable.of(type, records);
    }

    /** {@return a builder that takes row after row} */
    public static Builder builder(Schema schema) {
        return new Builder(schema);
    }

    /** {@return the fields} */
    public Schema schema() {
        return schema;
    }

    /** {@return the number of rows} */
    public int rowCount() {
        return rowCount;
    }

    /** {@return the column at an index} */
    public Column column(int index) {
        return columns.get(index);
    }

    /**
     * {@return the column of a name}
     *
     * @throws org.mlops4j.error.NotFoundException if there is none
     */
    public Column column(String name) {
        return columns.get(schema.index(name));
    }

    /** {@return a FLOAT64 or FLOAT32 column by name} */
    public DoubleColumn doubles(String name) {
        return typed(name, DoubleColumn.class);
    }

    /** {@return an INT64 or TIMESTAMP column by name} */
    public LongColumn longs(String name) {
        return typed(name, LongColumn.class);
    }

    /** {@return a BOOLEAN column by name} */
    public BooleanColumn booleans(String name) {
        return typed(name, BooleanColumn.class);
    }

    /** {@return a STRING column by name} */
    public StringColumn strings(String name) {
        return typed(name, StringColumn.class);
    }

    /** {@return a VECTOR column by name} */
    public VectorColumn vectors(String name) {
        return typed(name, VectorColumn.class);
    }

    /** {@return the rows from one index (inclusive) to another (exclusive), without a copy} */
    public Table slice(int from, int to) {
        Objects.checkFromToIndex(from, to, rowCount);
        return new Table(schema, columns.stream().map(c -> c.slice(from, to)).toList());
    }

    /** {@return the rows at these indexes in this order, copied} */
    public Table take(int... rows) {
        return new Table(schema, columns.stream().map(c -> c.take(rows)).toList());
    }

    /** {@return the named columns in this order} */
    public Table select(List<String> names) {
        return new Table(schema.select(names), names.stream().map(this::column).toList());
    }

    /** {@return all columns but the named ones} */
    public Table without(String... names) {
        return select(schema.without(names).names());
    }

    /**
     * {@return a table with one more column at the end}
     *
     * @throws InvalidException if the column does not fit the field or the row count
     */
    public Table with(Field field, Column column) {
        check(field, column, schema.size() == 0 ? column.size() : rowCount);
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return new Table(schema.with(field), more);
    }

    /** {@return a row as a view on this table; immutable, reading it allocates nothing} */
    public Row row(int index) {
        return new TableRow(this, Objects.checkIndex(index, rowCount));
    }

    /**
     * {@return the SHA-256 of the schema and of every value of every column} Equal tables have equal digests, however
     * they were made. Costs one pass over the data.
     */
    public Digest digest() {
        return digest(schema, columnDigests());
    }

    /** {@return the SHA-256 of each column, in the order of the schema} Costs one pass over the data. */
    public List<Digest> columnDigests() {
        return columns.stream().map(Column::digest).toList();
    }

    /** {@return the digest of a table whose columns have these digests} */
    static Digest digest(Schema schema, List<Digest> columns) {
        return Document.object()
                .with("schema", schema.toDocument())
                .with(
                        "columns",
                        Document.texts(columns.stream().map(Digest::hex).toList()))
                .digest();
    }

    @Override
    public String toString() {
        return "Table" + schema + " of " + rowCount + " rows";
    }

    private <C extends Column> C typed(String name, Class<C> kind) {
        Column column = column(name);
        if (!kind.isInstance(column)) {
            throw new IncompatibleException(
                    "column '" + name + "' is " + column.type().text() + ", not a " + kind.getSimpleName());
        }
        return kind.cast(column);
    }

    private static void check(Field field, Column column, int rows) {
        if (!field.type().equals(column.type())) {
            throw new InvalidException("column '" + field.name() + "' should be "
                    + field.type().text() + ", is " + column.type().text());
        }
        if (column.size() != rows) {
            throw new InvalidException(
                    "column '" + field.name() + "' has " + column.size() + " rows where others have " + rows);
        }
        for (int row = 0; !field.nullable() && row < rows; row++) {
            if (column.isNull(row)) {
                throw new InvalidException("column '" + field.name() + "' must not be null, is null in row " + row);
            }
        }
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {

        private final Schema schema;
        private final List<ColumnBuilder> columns;
        private int rows;

        private Builder(Schema schema) {
            this.schema = requireNonNull(schema, "schema");
            this.columns = schema.fields().stream().map(ColumnBuilder::new).toList();
        }

        /**
         * Adds a row.
         *
         * @param values as for {@link Row#of}
         * @return this
         * @throws InvalidException if a value does not fit; the builder must not be used afterwards
         */
        public Builder add(@Nullable Object... values) {
            if (values.length != schema.size()) {
                throw new InvalidException(
                        "a row of " + schema + " has " + schema.size() + " values, got " + values.length);
            }
            for (int i = 0; i < values.length; i++) {
                columns.get(i).add(values[i]);
            }
            rows++;
            return this;
        }

        /**
         * Adds all rows of a table of the same schema.
         *
         * @return this
         * @throws IncompatibleException if its schema is another
         */
        public Builder addAll(Table table) {
            if (!schema.equals(table.schema())) {
                throw new IncompatibleException("rows of " + table.schema() + " do not fit " + schema);
            }
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).addAll(table.column(i));
            }
            rows += table.rowCount();
            return this;
        }

        /** {@return the number of rows so far} */
        public int rowCount() {
            return rows;
        }

        /** {@return the table of the rows so far; the builder may go on} */
        public Table build() {
            return new Table(schema, columns.stream().map(ColumnBuilder::build).toList());
        }
    }
}
