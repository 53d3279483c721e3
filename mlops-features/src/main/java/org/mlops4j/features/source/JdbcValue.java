// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;

/** Reads a column of the row that a result stands at. */
interface JdbcValue {

    /**
     * {@return the value as a table takes it}
     *
     * @throws InvalidException if it is none of the type that is wanted
     */
    @Nullable Object read(ResultSet row) throws SQLException;

    /** {@return what reads the column with an index from 1} */
    static JdbcValue of(Field field, int index, ResultSetMetaData there, @Nullable ZoneId zone) throws SQLException {
        DataType type = field.type();
        if (type == DataType.TIMESTAMP) {
            return time(field, index, there, zone);
        } else if (type instanceof DataType.Vector) {
            throw new InvalidException("column '" + field.name() + "' is a " + type.text() + ", which no query gives");
        }
        return row -> {
            Object value = row.getObject(index);
            return value == null ? null : converted(type, value);
        };
    }

    private static JdbcValue time(Field field, int index, ResultSetMetaData there, @Nullable ZoneId zone)
            throws SQLException {
        int type = there.getColumnType(index);
        // PostgreSQL calls both kinds TIMESTAMP.
        if (type == Types.TIMESTAMP_WITH_TIMEZONE || "timestamptz".equalsIgnoreCase(there.getColumnTypeName(index))) {
            return row -> {
                OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
                return time == null ? null : Times.nanos(time.toInstant());
            };
        } else if (type == Types.TIMESTAMP) {
            if (zone == null) {
                throw new InvalidException("column '" + field.name() + "' holds local times; say of which zone");
            }
            return row -> {
                LocalDateTime time = row.getObject(index, LocalDateTime.class);
                return time == null ? null : Times.nanos(LocalTimes.instant(time, zone));
            };
        }
        return row -> {
            Object value = row.getObject(index);
            if (value == null) {
                return null;
            } else if (value instanceof String text) {
                return Times.nanos(CellText.instant(text));
            }
            throw misfit(DataType.TIMESTAMP, value);
        };
    }

    private static Object converted(DataType type, Object value) {
        if ((type == DataType.STRING && value instanceof String)
                || (type == DataType.BOOLEAN && value instanceof Boolean)) {
            return value;
        } else if (value instanceof Number number) {
            if (type == DataType.INT64) {
                return whole(number);
            } else if (type == DataType.FLOAT64) {
                return number.doubleValue();
            } else if (type == DataType.FLOAT32 && single(number)) {
                return number.doubleValue();
            }
        }
        throw misfit(type, value);
    }

    private static Object whole(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        try {
            if (number instanceof BigInteger big) {
                return big.longValueExact();
            } else if (number instanceof BigDecimal decimal) {
                return decimal.longValueExact();
            }
        } catch (ArithmeticException e) {
            throw new InvalidException(number + " is no whole number of 64 bits", e);
        }
        throw misfit(DataType.INT64, number);
    }

    private static boolean single(Number number) {
        double value = number.doubleValue();
        return Double.isNaN(value) || (double) (float) value == value;
    }

    private static InvalidException misfit(DataType type, Object value) {
        return new InvalidException("a " + type.text() + " is wanted, there is a "
                + value.getClass().getSimpleName() + (value instanceof Number ? " " + value : ""));
    }
}
