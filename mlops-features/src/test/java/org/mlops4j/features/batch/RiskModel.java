// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.Source;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;

/** A small model, and rows to score with it in small pages. */
final class RiskModel {

    static final Schema ROWS = Schema.of(Field.of("id", DataType.STRING), Field.nullable("a", DataType.FLOAT64));

    private RiskModel() {}

    static void register(Mlops mlops) {
        byte[] model =
                "{\"intercept\": 1, \"coefficients\": [10], \"link\": \"logit\"}".getBytes(StandardCharsets.UTF_8);
        Signature signature = new Signature(
                Schema.of(Field.of("a", DataType.FLOAT64)), Schema.of(Field.of("risk", DataType.FLOAT64)));
        mlops.registry()
                .register(
                        "m", ModelPackage.of("linear").withFile("model", model).signature(signature));
        mlops.registry().alias("m", "champion").moveTo(mlops.registry().load("m", 1), "first");
    }

    static BatchScorer scorer(Mlops mlops) {
        return BatchScorer.named("m", mlops).keep(ROWS.field(0));
    }

    /** {@return rows with the ids {@code row 0} and on; every hundredth cannot be scored} */
    static Table rows(int count) {
        return rows(count, 100);
    }

    /** {@return rows with the ids {@code row 0} and on; the last of so many cannot be scored} */
    static Table rows(int count, int faulty) {
        Table.Builder rows = Table.builder(ROWS);
        for (int i = 0; i < count; i++) {
            rows.add(id(i), i % faulty == faulty - 1 ? null : (Double) (Math.sin(i) / 10));
        }
        return rows.build();
    }

    static String id(int row) {
        return "row " + row;
    }

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(RiskModel::id).toList();
    }

    /** {@return the ids that a table has, in its order} */
    static List<@Nullable String> ids(Table scores) {
        List<@Nullable String> ids = new ArrayList<>();
        for (int row = 0; row < scores.rowCount(); row++) {
            ids.add(scores.strings("id").get(row));
        }
        return ids;
    }

    /**
     * Rows in small pages, whose machine may die.
     *
     * @param size of a page
     * @param last the page that is not given, but a failure; -1 for none
     * @param turn runs when a page is asked for
     */
    record SmallPages(Table rows, int size, int last, Runnable turn) implements Source {

        static SmallPages of(Table rows, int size) {
            return new SmallPages(rows, size, -1, () -> {});
        }

        SmallPages dyingAt(int page) {
            return new SmallPages(rows, size, page, turn);
        }

        @Override
        public Source after(long skipped) {
            return new SmallPages(rows.slice((int) skipped, rows.rowCount()), size, last, turn);
        }

        @Override
        public Pages open(Schema columns) {
            Table wanted = rows.select(columns.names());
            return new Pages() {

                private int page;

                @Override
                public Table next() {
                    turn.run();
                    if (page == last) {
                        throw new StorageException("the disk is gone", null);
                    }
                    int from = Math.min(wanted.rowCount(), page * size);
                    page++;
                    return wanted.slice(from, Math.min(wanted.rowCount(), from + size));
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }
}
