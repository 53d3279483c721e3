// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.error.InvalidException;

/** A column that is read: what it asks DuckDB for, and the values of the page so far. For one thread. */
interface ReadColumn {

    /** The types of DuckDB that hold whole numbers. */
    Set<String> WHOLE = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT");

    /** Those that hold floating point numbers. */
    Set<String> REAL = Set.of("FLOAT", "DOUBLE");

    /** Those that hold what clocks show somewhere. */
    Set<String> LOCAL_TIME = Set.of("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS");

    /** Those that hold instants. */
    Set<String> TIME = Set.of("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS");

    /** Fixed point numbers, with the digits behind the point. */
    Pattern DECIMAL = Pattern.compile("DECIMAL\\([0-9]+,([0-9]+)\\)");

    /** Lists and arrays, with the type of what is in them. */
    Pattern LIST = Pattern.compile("(.+)\\[[0-9]*]");

    /** {@return what is selected for this column, one after the other} */
    List<String> expressions();

    /**
     * Goes to a chunk.
     *
     * @param first the index of the first of its expressions
     */
    void begin(DuckDBDataChunkReader chunk, int first);

    /**
     * Takes the value of a row.
     *
     * @param row in the chunk
     * @param at in the page
     * @throws InvalidException if it is none of the type
     */
    void take(int row, int at);

    /** {@return the values of the page, and goes to the next} */
    Column finish(int rows);

    /**
     * {@return what reads a column}
     *
     * @param there its type as DuckDB writes it
     * @param zone of local times, or {@code null} if they are refused
     * @param rows how many a page has at most
     * @throws InvalidException if what is there cannot be what is wanted
     */
    static ReadColumn of(Field field, String there, @Nullable ZoneId zone, int rows) {
        if (field.type() instanceof DataType.Vector vector) {
            Matcher list = LIST.matcher(there);
            require(list.matches() && isNumber(list.group(1)), field, there, "a list of numbers");
            return new ReadVectors(field, vector.size(), rows);
        }
        return switch ((DataType.Scalar) field.type()) {
            case BOOLEAN -> {
                require(there.equals("BOOLEAN"), field, there, "a truth value");
                yield ReadValues.plain(field, new Truths(rows));
            }
            case INT64 -> {
                require(isWhole(there), field, there, "a whole number; a query may cast it");
                yield ReadValues.cast(field, "BIGINT", new Wholes(field.type(), rows));
            }
            case FLOAT32 -> {
                require(REAL.contains(there), field, there, "a floating point number");
                yield ReadValues.cast(field, "DOUBLE", new Numbers(field.type(), rows));
            }
            case FLOAT64 -> {
                require(isNumber(there), field, there, "a number");
                yield ReadValues.cast(field, "DOUBLE", new Numbers(field.type(), rows));
            }
            case STRING -> {
                require(there.equals("VARCHAR") || there.startsWith("ENUM"), field, there, "a text");
                yield ReadValues.cast(field, "VARCHAR", new Texts(rows));
            }
            case TIMESTAMP -> {
                boolean local = LOCAL_TIME.contains(there);
                require(local || TIME.contains(there), field, there, "a time");
                if (local && zone == null) {
                    throw new InvalidException(
                            "column '" + field.name() + "' holds local times; say of which zone by zone(…)");
                }
                yield new ReadTimes(field, local ? zone : null, rows);
            }
        };
    }

    private static boolean isNumber(String there) {
        return REAL.contains(there)
                || WHOLE.contains(there)
                || DECIMAL.matcher(there).matches();
    }

    private static boolean isWhole(String there) {
        Matcher decimal = DECIMAL.matcher(there);
        return WHOLE.contains(there) || (decimal.matches() && decimal.group(1).equals("0"));
    }

    private static void require(boolean fits, Field field, String there, String wanted) {
        if (!fits) {
            throw new InvalidException("column '" + field.name() + "' is " + there + ", but as "
                    + field.type().text() + " it has to be " + wanted);
        }
    }
}
