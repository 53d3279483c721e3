// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.TrainingSet;

/**
 * Which columns of the labels a training set has: those that the engine in one process keeps when it is given no rows.
 * It also says what is wrong with a service and its labels, in its own words.
 *
 * @param labels the names, in order
 */
record OutputColumns(List<String> labels) {

    static OutputColumns of(FeatureService service, StructType there, String timeField) {
        Schema asked = asked(service, timeField);
        ColumnTypes.require("the labels", asked, there);
        List<String> others = new ArrayList<>();
        Schema known = Schema.of();
        for (StructField field : there.fields()) {
            if (asked.find(field.name()).isPresent()) {
                known = known.with(asked.field(asked.index(field.name())));
            } else if (service.computedNames().contains(field.name())) {
                // It has a name that the engine looks at, and a type that it does not.
                known = known.with(Field.nullable(
                        field.name(), ColumnTypes.natural(field.dataType()).orElse(DataType.STRING)));
            } else {
                others.add(field.name());
            }
        }
        Map<String, Table> events = new LinkedHashMap<>();
        for (FeatureView view : service.views()) {
            events.put(view.name(), Table.builder(view.source()).build());
        }
        Table none = TrainingSet.of(service, events, Table.builder(known).build(), timeField)
                .table();
        List<String> kept = none.schema()
                .names()
                .subList(0, none.schema().size() - service.featureNames().size());
        return new OutputColumns(List.of(there.fieldNames()).stream()
                .filter(name -> kept.contains(name) || others.contains(name))
                .toList());
    }

    private static Schema asked(FeatureService service, String timeField) {
        Schema asked = service.request();
        if (asked.find(timeField).isEmpty()) {
            return asked.with(Field.of(timeField, DataType.TIMESTAMP));
        }
        if (asked.field(asked.index(timeField)).type() != DataType.TIMESTAMP) {
            throw new InvalidException("the time column '" + timeField + "' should be timestamp, the service asks for "
                    + asked.field(asked.index(timeField)));
        }
        return asked;
    }
}
