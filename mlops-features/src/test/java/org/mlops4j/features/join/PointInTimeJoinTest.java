// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.last;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.ViewPlan;

/** The join of many rows, in many parts, beside DuckDB. */
class PointInTimeJoinTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("k", DataType.INT64),
            Field.of("name", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("value", DataType.FLOAT64));

    private static final int EVENT_ROWS = 120_000;
    private static final int LABEL_ROWS = 20_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheAsofJoinOfDuckdb(long seed) throws SQLException {
        Random random = new Random(seed);
        // Few keys or many, events in order of time or not; event times are all different, or ties would decide.
        int keys = seed == 1 ? 7 : 20_000;
        Table.Builder eventRows = Table.builder(EVENTS);
        for (int i = 0; i < EVENT_ROWS; i++) {
            long at = 2L * (seed == 3 ? (i * 7_919L) % EVENT_ROWS : i);
            eventRows.add((long) random.nextInt(keys), "n" + random.nextInt(2), at, random.nextGaussian());
        }
        Table.Builder labelRows = Table.builder(EVENTS);
        for (int i = 0; i < LABEL_ROWS; i++) {
            labelRows.add(
                    (long) random.nextInt(keys + 3),
                    "n" + random.nextInt(2),
                    (long) random.nextInt(2 * EVENT_ROWS + 10),
                    0.0);
        }
        Table events = eventRows.build();
        Table labels = labelRows.build();
        FeatureView view = FeatureView.named("values")
                .entity("pair", "k", "name")
                .from(EVENTS)
                .eventTime("at")
                .includeNow()
                .feature("latest", last(col("value")))
                .build();
        ViewPlan plan = ViewPlan.of(view);
        long[] times = labels.longs("at").toArray();
        double[] latest;
        try (PointInTimeJoin join = PointInTimeJoin.of(plan, labels, times, EVENT_ROWS, null)) {
            join.add(events);
            join.finish();
            latest = join.output(0);
        }
        assertThat(spilled(plan, events, labels, times, directory)).containsExactly(latest);
        assertThat(directory).isEmptyDirectory();
        // So the events did go there.
        assertThatThrownBy(() -> spilled(plan, events, labels, times, directory.resolve("nowhere")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("nowhere");
        double[] expected = duckdb(events, labels);
        for (int row = 0; row < LABEL_ROWS; row++) {
            assertThat(Double.doubleToLongBits(latest[row]))
                    .as("seed %d, label %d", seed, row)
                    .isEqualTo(Double.doubleToLongBits(expected[row]));
        }
    }

    /** The events come in pieces, and no more than a mebibyte of them stays in memory. */
    private static double[] spilled(ViewPlan plan, Table events, Table labels, long[] times, Path to) {
        try (PointInTimeJoin join = PointInTimeJoin.of(plan, labels, times, EVENT_ROWS, new Spill(to, 1 << 20))) {
            for (int from = 0; from < EVENT_ROWS; from += 10_000) {
                join.add(events.slice(from, Math.min(EVENT_ROWS, from + 10_000)));
            }
            join.finish();
            return join.output(0);
        }
    }

    private static double[] duckdb(Table events, Table labels) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table events (k bigint, name text, t bigint, value double)");
            statement.execute("create table labels (k bigint, name text, t bigint, number double)");
            append(connection, "events", events, row -> events.doubles("value").get(row));
            append(connection, "labels", labels, row -> row);
            double[] latest = new double[labels.rowCount()];
            try (ResultSet rows = statement.executeQuery("select labels.number, events.value from labels"
                    + " asof left join events on labels.k = events.k and labels.name = events.name"
                    + " and labels.t >= events.t")) {
                while (rows.next()) {
                    double value = rows.getDouble(2);
                    latest[rows.getInt(1)] = rows.wasNull() ? Double.NaN : value;
                }
            }
            return latest;
        }
    }

    private static void append(Connection connection, String name, Table table, IntToDoubleFunction last)
            throws SQLException {
        try (DuckDBAppender rows =
                connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
            for (int row = 0; row < table.rowCount(); row++) {
                rows.beginRow();
                rows.append(table.longs("k").get(row));
                rows.append(table.strings("name").get(row));
                rows.append(table.longs("at").get(row));
                rows.append(last.applyAsDouble(row));
                rows.endRow();
            }
        }
    }
}
