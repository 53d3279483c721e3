// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.expression.FeatureColumns;

/** Adds request features to rows that have the features of views already, page by page. */
final class RequestStep implements MapPartitionsFunction<Row, Row> {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int PAGE = 4_096;

    private final ArrayList<String> sources;
    private final ArrayList<String> columnsOfViews;
    private final StructType type;

    /**
     * A step.
     *
     * @param sources of the service, all of them in order
     * @param columnsOfViews the columns that hold the features of its views, in the order of computation
     * @param type of the rows
     */
    RequestStep(List<String> sources, List<String> columnsOfViews, StructType type) {
        this.sources = new ArrayList<>(sources);
        this.columnsOfViews = new ArrayList<>(columnsOfViews);
        this.type = type;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        List<FeatureSource> definitions =
                sources.stream().map(Definitions::source).toList();
        Schema request = request(definitions);
        return new Chunked(rows, PAGE, page -> new Appended(page, features(definitions, request, page)));
    }

    /** {@return what the definitions read of a row, besides features} */
    static Schema request(List<FeatureSource> definitions) {
        Schema request = Schema.of();
        List<String> computed = new ArrayList<>();
        for (FeatureSource definition : definitions) {
            if (definition instanceof RequestFeature feature) {
                for (Field input : feature.inputs().fields()) {
                    if (!computed.contains(input.name())
                            && request.find(input.name()).isEmpty()) {
                        request = request.with(input);
                    }
                }
            }
            computed.addAll(definition.featureNames());
        }
        return request;
    }

    private List<double[]> features(List<FeatureSource> definitions, Schema request, List<Row> page) {
        Table inputs = new RowPages("rows", request, type).next(page.iterator(), page.size());
        Iterator<String> ofViews = columnsOfViews.iterator();
        FeatureColumns features = new FeatureColumns(inputs);
        List<double[]> columns = new ArrayList<>();
        for (FeatureSource definition : definitions) {
            if (definition instanceof RequestFeature feature) {
                features.add(feature);
                columns.add(features.column(feature.name()));
            } else {
                definition.featureNames().forEach(name -> features.add(name, numbers(page, ofViews.next())));
            }
        }
        return columns;
    }

    private double[] numbers(List<Row> page, String column) {
        int index = type.fieldIndex(column);
        return page.stream().mapToDouble(row -> row.getDouble(index)).toArray();
    }
}
