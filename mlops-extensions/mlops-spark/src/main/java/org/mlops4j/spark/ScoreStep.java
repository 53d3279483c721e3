// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.features.batch.PageScorer;

/** Scores the rows of a partition, chunk by chunk. */
final class ScoreStep implements MapPartitionsFunction<Row, Row> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Broadcast<ShippedModel> model;
    private final StructType type;
    private final int[] kept;
    private final Instant time;
    private final boolean instants;

    /**
     * A step.
     *
     * @param type of the rows
     * @param kept the indexes of the columns that scores have as well
     * @param time that the scores have
     * @param instants whether rows hold times as instants
     */
    ScoreStep(Broadcast<ShippedModel> model, StructType type, int[] kept, Instant time, boolean instants) {
        this.model = model;
        this.type = type;
        this.kept = kept;
        this.time = time;
        this.instants = instants;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        PageScorer scorer = new PageScorer(model.value().load(), List.of());
        RowPages pages = new RowPages("rows to score", scorer.input(), type);
        return new Chunked(
                rows, PageScorer.CHUNK, chunk -> scored(scorer, pages, chunk).iterator());
    }

    private List<Row> scored(PageScorer scorer, RowPages pages, List<Row> chunk) {
        Table scores =
                scorer.score(pages.next(chunk.iterator(), chunk.size()), time).table();
        List<Row> rows = new ArrayList<>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            rows.add(row(chunk.get(i), scores.row(i)));
        }
        return rows;
    }

    private Row row(Row from, org.mlops4j.data.Row scores) {
        int outputs = scores.schema().size() - 3;
        @Nullable Object[] values = new @Nullable Object[kept.length + scores.schema().size()];
        for (int i = 0; i < kept.length; i++) {
            values[i] = from.get(kept[i]);
        }
        for (int i = 0; i < outputs; i++) {
            values[kept.length + i] = scores.isNull(i) ? null : (Double) scores.number(i);
        }
        values[kept.length + outputs] = scores.text(outputs);
        values[kept.length + outputs + 1] = scores.whole(outputs + 1);
        values[kept.length + outputs + 2] = DataFrames.time(time, instants);
        return RowFactory.create(values);
    }
}
