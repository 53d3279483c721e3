// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.source.WantedColumns;

/** Which types of Spark hold what of ours. */
final class ColumnTypes {

    private ColumnTypes() {}

    /** {@return the fields of a data frame for tables of a schema} */
    static StructType of(Schema schema) {
        StructType type = new StructType();
        for (Field field : schema.fields()) {
            type = type.add(field.name(), of(field.type()), field.nullable());
        }
        return type;
    }

    /** {@return the type of ours that a column of Spark holds by itself, if there is one} */
    static Optional<DataType> natural(org.apache.spark.sql.types.DataType there) {
        if (there instanceof BooleanType) {
            return Optional.of(DataType.BOOLEAN);
        } else if (isWhole(there)) {
            return Optional.of(DataType.INT64);
        } else if (there instanceof FloatType) {
            return Optional.of(DataType.FLOAT32);
        } else if (there instanceof DoubleType || there instanceof DecimalType) {
            return Optional.of(DataType.FLOAT64);
        } else if (there instanceof StringType) {
            return Optional.of(DataType.STRING);
        }
        return there instanceof TimestampType ? Optional.of(DataType.TIMESTAMP) : Optional.empty();
    }

    /**
     * Checks that a data frame holds what is wanted.
     *
     * @param what the data frame, for the message
     * @throws InvalidException if columns are missing or of other types; the message names all that are missing
     */
    static void require(String what, Schema wanted, StructType there) {
        WantedColumns.require(what, wanted, List.of(there.fieldNames()));
        for (Field field : wanted.fields()) {
            org.apache.spark.sql.types.DataType type = there.apply(field.name()).dataType();
            if (type instanceof TimestampNTZType && field.type() == DataType.TIMESTAMP) {
                throw new InvalidException("column '" + field.name() + "' of " + what
                        + " holds local times; cast it to timestamp, in the time zone of the session that it is of");
            } else if (!holds(type, field.type())) {
                throw new InvalidException("column '" + field.name() + "' of " + what + " should be "
                        + field.type().text() + ", is " + type.sql());
            }
        }
    }

    /** {@return the field of ours that a column of that name holds by itself, if it is there and holds one} */
    static Optional<Field> find(StructType there, String name) {
        return type(there, name).flatMap(ColumnTypes::natural).map(type -> Field.nullable(name, type));
    }

    /** {@return whether there is a column of that name, and it holds lists of numbers} */
    static boolean isList(StructType there, String name) {
        return type(there, name)
                .filter(type -> type instanceof ArrayType list && isNumber(list.elementType()))
                .isPresent();
    }

    /** {@return a column of that name, to the letter} */
    static Column column(StructType there, String name) {
        // Spark would take a name in another case for the same.
        there.fieldIndex(name);
        return quoted(name);
    }

    /** {@return a column of that name, whatever characters are in it} */
    static Column quoted(String name) {
        return functions.col('`' + name.replace("`", "``") + '`');
    }

    private static Optional<org.apache.spark.sql.types.DataType> type(StructType there, String name) {
        return List.of(there.fieldNames()).contains(name)
                ? Optional.of(there.apply(name).dataType())
                : Optional.empty();
    }

    private static org.apache.spark.sql.types.DataType of(DataType type) {
        if (type instanceof DataType.Vector) {
            return DataTypes.createArrayType(DataTypes.DoubleType, false);
        }
        return switch ((DataType.Scalar) type) {
            case BOOLEAN -> DataTypes.BooleanType;
            case INT64 -> DataTypes.LongType;
            case FLOAT32 -> DataTypes.FloatType;
            case FLOAT64 -> DataTypes.DoubleType;
            case STRING -> DataTypes.StringType;
            case TIMESTAMP -> DataTypes.TimestampType;
        };
    }

    private static boolean holds(org.apache.spark.sql.types.DataType there, DataType wanted) {
        if (wanted instanceof DataType.Vector) {
            return there instanceof ArrayType list && isNumber(list.elementType());
        }
        return switch ((DataType.Scalar) wanted) {
            case BOOLEAN -> there instanceof BooleanType;
            case INT64 -> isWhole(there);
            case FLOAT32 -> there instanceof FloatType || there instanceof DoubleType;
            case FLOAT64 -> isNumber(there);
            case STRING -> there instanceof StringType;
            case TIMESTAMP -> there instanceof TimestampType || there instanceof LongType;
        };
    }

    private static boolean isNumber(org.apache.spark.sql.types.DataType there) {
        return there instanceof DoubleType
                || there instanceof FloatType
                || there instanceof DecimalType
                || isWhole(there);
    }

    private static boolean isWhole(org.apache.spark.sql.types.DataType there) {
        return there instanceof LongType
                || there instanceof IntegerType
                || there instanceof ShortType
                || there instanceof ByteType;
    }
}
