// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Times;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;

/** How values of a column get into the vectors of DuckDB, of which a column has one or, for each component, one. */
final class WrittenColumn {

    private WrittenColumn() {}

    /** {@return how many vectors a column takes} */
    static int width(DataType type) {
        return type instanceof DataType.Vector vector ? vector.size() : 1;
    }

    /** {@return the type of each of them} */
    static DuckDBColumnType type(DataType type) {
        if (type instanceof DataType.Vector) {
            return DuckDBColumnType.DOUBLE;
        }
        return switch ((DataType.Scalar) type) {
            case BOOLEAN -> DuckDBColumnType.BOOLEAN;
            case INT64, TIMESTAMP -> DuckDBColumnType.BIGINT;
            case FLOAT32 -> DuckDBColumnType.FLOAT;
            case FLOAT64 -> DuckDBColumnType.DOUBLE;
            case STRING -> DuckDBColumnType.VARCHAR;
        };
    }

    /**
     * Writes one value.
     *
     * @param first the index of the first of its vectors
     * @param at the row in them
     * @throws InvalidException if DuckDB cannot hold it
     */
    static void write(Column column, int row, DuckDBDataChunkWriter chunk, int first, int at) {
        if (column instanceof VectorColumn vectors) {
            for (int i = 0; i < vectors.type().size(); i++) {
                write(vectors, row, i, chunk.vector(first + i), at);
            }
            return;
        }
        DuckDBWritableVector vector = chunk.vector(first);
        if (column.isNull(row)) {
            vector.setNull(at);
        } else if (column instanceof DoubleColumn doubles) {
            if (doubles.type() == DataType.FLOAT32) {
                vector.setFloat(at, (float) doubles.get(row));
            } else {
                vector.setDouble(at, doubles.get(row));
            }
        } else if (column instanceof LongColumn longs) {
            vector.setLong(at, longs.type() == DataType.TIMESTAMP ? finite(longs.get(row)) : longs.get(row));
        } else if (column instanceof BooleanColumn booleans) {
            vector.setBoolean(at, booleans.get(row));
        } else if (column instanceof StringColumn strings) {
            vector.setString(at, unicode(requireNonNull(strings.get(row))));
        }
    }

    private static void write(VectorColumn column, int row, int component, DuckDBWritableVector vector, int at) {
        if (column.isNull(row)) {
            vector.setNull(at);
        } else {
            vector.setDouble(at, column.get(row, component));
        }
    }

    private static long finite(long nanos) {
        if (nanos == Long.MAX_VALUE || nanos == -Long.MAX_VALUE) {
            throw new InvalidException("the time " + Times.instant(nanos) + " stands for infinity in DuckDB");
        }
        return nanos;
    }

    private static String unicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new InvalidException("character " + i + " of the text is half of a pair, so it has no UTF-8");
                }
                i++;
            }
        }
        return text;
    }
}
