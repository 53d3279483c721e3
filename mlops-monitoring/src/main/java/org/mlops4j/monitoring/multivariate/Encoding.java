// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * How the rows of tables become points in a space where distances mean something: every column, of numbers, categories
 * or vectors, is centred and weighs as much as any other. TIMESTAMP columns are left out. Immutable.
 */
final class Encoding {

    private final List<Field> fields;
    private final List<ColumnEncoder> encoders;
    private final List<String> features;
    private final List<String> columns;

    private Encoding(List<Field> fields, List<ColumnEncoder> encoders) {
        this.fields = List.copyOf(fields);
        this.encoders = List.copyOf(encoders);
        this.features = new ArrayList<>();
        this.columns = new ArrayList<>();
        for (int i = 0; i < encoders.size(); i++) {
            for (int feature = 0; feature < encoders.get(i).size(); feature++) {
                features.add(encoders.get(i).feature(feature));
                columns.add(fields.get(i).name());
            }
        }
    }

    /**
     * {@return an encoding of the columns of the first table, scaled by the rows of all}
     *
     * @param tables a column that one lacks, or that holds another kind of values there, has no rows there
     */
    static Encoding of(Table... tables) {
        List<Field> fields = tables[0].schema().fields().stream()
                .filter(field -> field.type() != DataType.TIMESTAMP)
                .toList();
        return new Encoding(
                fields, fields.stream().map(field -> encoder(field, tables)).toList());
    }

    private static ColumnEncoder encoder(Field field, Table... tables) {
        List<Column> columns = new ArrayList<>();
        for (Table table : tables) {
            Column column = find(table, field.name());
            if (column != null && sameKind(field, column)) {
                columns.add(column);
            }
        }
        if (field.type() instanceof DataType.Vector vector) {
            return VectorEncoder.of(field.name(), vector.size(), columns);
        } else if (ColumnProfile.isNumeric(columns.get(0))) {
            return NumberEncoder.of(field.name(), columns);
        }
        return CategoryEncoder.of(field.name(), columns);
    }

    /** {@return how many numbers a row becomes} */
    int size() {
        return features.size();
    }

    /** {@return what a number of a row tells, for people} */
    String feature(int index) {
        return features.get(index);
    }

    /** {@return the column that a number of a row comes from} */
    String column(int index) {
        return columns.get(index);
    }

    /** {@return the rows of a table as points; a column that it lacks is missing in every row} */
    Points encode(Table table) {
        Points points = new Points(table.rowCount(), size());
        int at = 0;
        for (int i = 0; i < encoders.size(); i++) {
            encoders.get(i).encode(find(table, fields.get(i).name()), points, at);
            at += encoders.get(i).size();
        }
        return points;
    }

    private static @Nullable Column find(Table table, String name) {
        return table.schema().find(name).isPresent() ? table.column(name) : null;
    }

    private static boolean sameKind(Field field, Column column) {
        if (field.type() instanceof DataType.Vector) {
            return field.type().equals(column.type());
        } else if (field.type() == DataType.STRING || field.type() == DataType.BOOLEAN) {
            return ColumnProfile.isCategorical(column);
        }
        return ColumnProfile.isNumeric(column);
    }
}
