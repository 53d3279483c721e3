// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static java.util.Objects.requireNonNull;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.source.Source;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tables as data frames of Spark, and data frames as tables and sources.
 *
 * <p>A BOOLEAN is a BOOLEAN of Spark, an INT64 a BIGINT, a FLOAT32 a FLOAT, a FLOAT64 a DOUBLE, a STRING a STRING, a
 * VECTOR an ARRAY of DOUBLE. A TIMESTAMP is a TIMESTAMP of Spark, which has microseconds; where there are nanoseconds,
 * it is a BIGINT of nanoseconds since the epoch. The other way, smaller integers are taken for INT64, numbers of all
 * kinds for FLOAT64 and a DOUBLE that is exactly a single for FLOAT32. NaN is a value and not a null, both ways.
 */
public final class DataFrames {

    private static final int NANOS_OF_MICRO = 1_000;

    private DataFrames() {}

    /**
     * {@return a data frame of the rows of a table} They are sent from the driver, so the table is a small one: labels,
     * entities, a sample. Large ones travel as Parquet.
     *
     * @throws InvalidException if a time is not in whole microseconds; the message says where
     */
    public static Dataset<Row> of(SparkSession spark, Table table) {
        boolean instants = instants(spark);
        List<Row> rows = new ArrayList<>(table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            @Nullable Object[] values = new @Nullable Object[table.schema().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(table, i, row, instants);
            }
            rows.add(RowFactory.create(values));
        }
        return spark.createDataFrame(rows, ColumnTypes.of(table.schema()));
    }

    /**
     * {@return the rows of a data frame as a source} They come partition by partition through the driver, which holds
     * one of them at a time. Rows of Spark have no order of their own, unless it was sorted.
     */
    public static Source source(Dataset<Row> frame) {
        return new FrameRows(requireNonNull(frame, "frame"));
    }

    /**
     * {@return the rows of a data frame as a table} All of them come to the driver.
     *
     * @param columns that are wanted
     * @throws InvalidException if columns are missing, or hold something else
     */
    public static Table table(Dataset<Row> frame, Schema columns) {
        return source(frame).table(columns);
    }

    /**
     * {@return the schema of a data frame's columns}
     *
     * @throws InvalidException if a column has a type that no table has, such as a map; or an array, of which nobody
     *     knows the length. The message names it; {@link #table} takes the schema that is given
     */
    public static Schema schema(Dataset<Row> frame) {
        List<Field> fields = new ArrayList<>();
        for (StructField field : frame.schema().fields()) {
            DataType type = ColumnTypes.natural(field.dataType())
                    .orElseThrow(() -> new InvalidException("column '" + field.name() + "' is "
                            + field.dataType().sql() + ", which is no type of a table; drop it, or say the schema"));
            fields.add(new Field(field.name(), type, field.nullable()));
        }
        return Schema.of(fields);
    }

    /** {@return whether rows of a session hold times as instants, and not as java.sql.Timestamp} */
    static boolean instants(SparkSession spark) {
        return Boolean.parseBoolean(spark.conf().get("spark.sql.datetime.java8API.enabled", "false"));
    }

    /** {@return a time as rows hold it} */
    static Object time(Instant time, boolean instants) {
        return instants ? time : Timestamp.from(time);
    }

    private static @Nullable Object value(Table table, int index, int row, boolean instants) {
        Column column = table.column(index);
        if (column.isNull(row)) {
            return null;
        }
        Field field = table.schema().field(index);
        if (column instanceof VectorColumn vectors) {
            double[] vector = new double[vectors.type().size()];
            vectors.copyTo(row, vector);
            return CollectionConverters.asScala(Arrays.stream(vector).boxed().toList())
                    .toSeq();
        }
        org.mlops4j.data.Row cells = table.row(row);
        return switch ((DataType.Scalar) field.type()) {
            case BOOLEAN -> cells.number(index) == 1;
            case INT64 -> cells.whole(index);
            case FLOAT32 -> (float) cells.number(index);
            case FLOAT64 -> cells.number(index);
            case STRING -> cells.text(index);
            case TIMESTAMP -> time(micros(field, row, cells.whole(index)), instants);
        };
    }

    private static Instant micros(Field field, int row, long nanos) {
        Instant time = Times.instant(nanos);
        if (nanos % NANOS_OF_MICRO != 0) {
            throw new InvalidException("the time " + time + " in row " + row + " of column '" + field.name()
                    + "' has nanoseconds, which a timestamp of Spark has not; make the column an int64 of nanoseconds,"
                    + " which is taken for times as well");
        }
        return time;
    }

    /** The rows of a data frame. */
    private record FrameRows(Dataset<Row> frame) implements Source {

        @Override
        public Pages open(Schema columns) {
            ColumnTypes.require(toString(), columns, frame.schema());
            RowPages pages = new RowPages(toString(), columns, frame.schema());
            Iterator<Row> rows = frame.toLocalIterator();
            return new Pages() {
                private boolean closed;

                @Override
                public Table next() {
                    return pages.next(rows, closed ? 0 : PAGE_ROWS);
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public String toString() {
            return "a data frame";
        }
    }
}
