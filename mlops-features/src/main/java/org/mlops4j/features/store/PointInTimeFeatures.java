// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.features.expression.FeatureColumns;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.join.PointInTimeJoin;
import org.mlops4j.features.join.Spill;

/** All features of a service for each row of a table, as they were known at the time of that row. */
final class PointInTimeFeatures {

    private final FeatureColumns columns;
    private final JavaFunctions functions;
    private final List<Long> lags = new ArrayList<>();

    private PointInTimeFeatures(Table rows, JavaFunctions functions) {
        this.columns = new FeatureColumns(rows, functions);
        this.functions = functions;
    }

    /** {@return the features, from events in memory} */
    static PointInTimeFeatures of(
            FeatureService service, Map<String, Table> history, Table rows, String timeField, JavaFunctions functions) {
        SortedMap<String, History> inMemory = new TreeMap<>();
        history.forEach((view, events) -> inMemory.put(view, new History.Rows(events)));
        return of(service, inMemory, rows, timeField, null, functions);
    }

    /**
     * {@return the features}
     *
     * @param history the events of each view, by its name
     * @param rows with the fields of the service's request and a time
     * @param spill where events go when memory is full, or {@code null} to keep them there
     * @param functions written in Java that definitions may call
     * @throws NotFoundException if a view has no history or the rows lack a column
     */
    static PointInTimeFeatures of(
            FeatureService service,
            Map<String, ? extends History> history,
            Table rows,
            String timeField,
            @Nullable Spill spill,
            JavaFunctions functions) {
        PointInTimeFeatures features = new PointInTimeFeatures(rows, functions);
        long[] times = times(rows, timeField);
        for (FeatureSource source : service.sources()) {
            if (source instanceof FeatureView view) {
                History events = history.get(view.name());
                if (events == null) {
                    throw new NotFoundException("there is no history for feature view '" + view.name() + "'");
                }
                features.join(view, events, rows, times, spill);
            } else {
                features.columns.add((RequestFeature) source);
                features.lags.add(0L);
            }
        }
        return features;
    }

    List<String> names() {
        return columns.names();
    }

    double[] column(String feature) {
        return columns.column(feature);
    }

    /** {@return as {@link Lags#greatest}; 0 for a feature of the request} */
    long lag(int feature) {
        return lags.get(feature);
    }

    private void join(FeatureView view, History events, Table rows, long[] times, @Nullable Spill spill) {
        ViewPlan plan = ViewPlan.of(view, functions);
        try (PointInTimeJoin join = PointInTimeJoin.of(plan, rows, times, events.expectedRows(), spill)) {
            events.forEach(view, join::add);
            join.finish();
            int output = 0;
            for (int feature = 0; feature < view.features().size(); feature++) {
                for (String name : view.features().get(feature).names()) {
                    columns.add(name, join.output(output++));
                    lags.add(join.lags().greatest(feature));
                }
            }
        }
    }

    private static long[] times(Table rows, String timeField) {
        Column column = rows.column(timeField);
        if (!(column instanceof LongColumn times) || column.type() != DataType.TIMESTAMP) {
            throw new InvalidException("the time column '" + timeField + "' should be timestamp, is "
                    + column.type().text());
        }
        for (int row = 0; row < times.size(); row++) {
            if (times.isNull(row)) {
                throw new InvalidException("the time column '" + timeField + "' is null in row " + row);
            }
        }
        return times.toArray();
    }
}
