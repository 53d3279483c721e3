// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/** The data that live features, and the first output of the model, are compared with. */
record InputReference(ReferenceProfile profile, boolean withOutput) {

    /** The column of the first output; as no feature has a prefix here, it cannot be one's name by accident. */
    static final String OUTPUT = "output.0";

    static InputReference of(Table table, List<String> features, double @Nullable [] outputs) {
        ReferenceProfile profile = ReferenceProfile.of(features(table, features));
        if (outputs == null) {
            return new InputReference(profile, false);
        }
        Table output = Table.of(Schema.of(Field.of(OUTPUT, DataType.FLOAT64)), List.of(DoubleColumn.of(outputs)));
        return new InputReference(joined(profile, ReferenceProfile.of(output)), true);
    }

    /** {@return the features of a training table as a deployment logs them} */
    static Table features(Table table, List<String> features) {
        List<Field> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (String feature : features) {
            fields.add(Field.nullable(feature, DataType.FLOAT64));
            columns.add(numbers(feature, table.column(feature)));
        }
        return Table.of(Schema.of(fields), columns);
    }

    private static ReferenceProfile joined(ReferenceProfile features, ReferenceProfile output) {
        List<ColumnProfile> columns = new ArrayList<>(features.columns());
        columns.addAll(output.columns());
        return new ReferenceProfile(new Profile(features.rows(), columns));
    }

    /** Features are logged as numbers, whatever they were in the training table. */
    private static DoubleColumn numbers(String feature, Column column) {
        if (column instanceof StringColumn || column instanceof VectorColumn) {
            throw new IncompatibleException("the reference of feature '" + feature + "' is "
                    + column.type().text() + "; a feature is a number, as the deployment logs it");
        }
        return DoubleColumn.of(ColumnProfile.inputs(column));
    }
}
