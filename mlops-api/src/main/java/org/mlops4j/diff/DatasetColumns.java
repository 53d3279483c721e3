// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.diff;

import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Field;

/** The columns of a dataset, compared. */
final class DatasetColumns {

    private DatasetColumns() {}

    /** {@return which columns came, went, or hold something else, by name} */
    static Changes<String> between(Change<DatasetRef> datasets) {
        return Changes.between(columns(datasets.before()), columns(datasets.after()));
    }

    private static Map<String, String> columns(DatasetRef dataset) {
        Map<String, String> columns = new TreeMap<>();
        for (Field field : dataset.schema().fields()) {
            columns.put(field.name(), field.type().text() + (field.nullable() ? "?" : ""));
        }
        return columns;
    }
}
