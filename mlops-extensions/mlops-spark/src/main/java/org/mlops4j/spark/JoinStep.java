// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.features.join.PointInTimeJoin;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Source;

/**
 * Adds the features of a view to the labels of a partition, from the events of the same entities: by the join that runs
 * in one process. Labels are held in memory; events go through it page by page, and to a file when they are too many.
 */
final class JoinStep implements FlatMapFunction2<Iterator<Row>, Iterator<Row>, Row> {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Into how many parts a partition is cut to fit a cache follows from this; another number costs speed alone. */
    private static final long EXPECTED_EVENTS = 1_000_000;

    private final String view;
    private final String timeField;
    private final StructType labelType;
    private final StructType eventType;

    JoinStep(String view, String timeField, StructType labelType, StructType eventType) {
        this.view = view;
        this.timeField = timeField;
        this.labelType = labelType;
        this.eventType = eventType;
    }

    /** {@return what a label is asked for} */
    static Schema ofLabels(FeatureView view, String timeField) {
        return view.keys().find(timeField).isPresent()
                ? view.keys()
                : view.keys().with(Field.of(timeField, DataType.TIMESTAMP));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> labels, Iterator<Row> events) {
        List<Row> rows = new ArrayList<>();
        labels.forEachRemaining(rows::add);
        FeatureView definition = (FeatureView) Definitions.source(view);
        return rows.isEmpty() ? rows.iterator() : new Appended(rows, features(definition, rows, events));
    }

    private List<double[]> features(FeatureView definition, List<Row> rows, Iterator<Row> events) {
        Table labels = new RowPages("labels", ofLabels(definition, timeField), labelType)
                .next(rows.iterator(), Integer.MAX_VALUE);
        long[] times = labels.longs(timeField).toArray();
        ViewPlan plan = ViewPlan.of(definition);
        Spill spill = Spill.to(Path.of(System.getProperty("java.io.tmpdir")));
        try (PointInTimeJoin join = PointInTimeJoin.of(plan, labels, times, EXPECTED_EVENTS, spill)) {
            RowPages pages = new RowPages("events of view '" + definition.name() + "'", definition.source(), eventType);
            for (Table page = pages.next(events, Source.PAGE_ROWS);
                    page.rowCount() > 0;
                    page = pages.next(events, Source.PAGE_ROWS)) {
                join.add(page);
            }
            join.finish();
            requireNoLeak(definition, join);
            List<double[]> columns = new ArrayList<>();
            for (int output = 0; output < plan.outputCount(); output++) {
                columns.add(join.output(output));
            }
            return columns;
        }
    }

    private static void requireNoLeak(FeatureView definition, PointInTimeJoin join) {
        for (int feature = 0; feature < definition.features().size(); feature++) {
            if (join.lags().greatest(feature) > 0) {
                throw new RejectedException("feature '"
                        + definition.features().get(feature).name() + "' of view '" + definition.name()
                        + "' used an event that was known only after its label");
            }
        }
    }
}
