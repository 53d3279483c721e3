// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.diff;

import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Field;
import org.mlops4j.internal.text.ColumnText;

/** The columns of a dataset, compared. */
final class DatasetColumns {

    private DatasetColumns() {}

    /** {@return which columns came, went, or hold something else, by name} */
    static Changes<String> between(Change<DatasetRef> datasets) {
        return Changes.between(
                columns(datasets.before(), datasets.after()), columns(datasets.after(), datasets.before()));
    }

    private static Map<String, String> columns(DatasetRef dataset, DatasetRef other) {
        Map<String, String> columns = new TreeMap<>();
        for (Field field : dataset.schema().fields()) {
            String type = field.type().text() + (field.nullable() ? "?" : "");
            columns.put(
                    field.name(), type + values(dataset, other, field.name()) + profile(dataset, other, field.name()));
        }
        return columns;
    }

    /** {@return what marks the values of a column, if that can be compared} */
    private static String values(DatasetRef dataset, DatasetRef other, String column) {
        return other.findColumn(column)
                .flatMap(both -> dataset.findColumn(column))
                .map(digest -> " " + digest.brief())
                .orElse("");
    }

    /** {@return what the values are like, if both know it: equal columns of which one has no profile do not differ} */
    private static String profile(DatasetRef dataset, DatasetRef other, String column) {
        return other.findProfile(column)
                .flatMap(both -> dataset.findProfile(column))
                .map(summary -> "; " + ColumnText.line(summary))
                .orElse("");
    }
}
