// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.first;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.max;
import static org.mlops4j.features.Features.sum;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.ViewPlan;

/** The join beside plain SQL in DuckDB, where times are equal, events come late, come twice, or have no value. */
class PointInTimeSqlTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("k", DataType.INT64),
            Field.of("name", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.nullable("value", DataType.FLOAT64));

    private static final Schema LABELS = EVENTS.select(List.of("k", "name", "at"));
    private static final int EVENT_ROWS = 4_000;
    private static final int LABEL_ROWS = 2_000;
    private static final int SPAN = 300;
    private static final int WINDOW = 40;

    private static final String EVENTS_OF_LABELS = """
            select count(e.k) filter (where e.t >= l.t - %1$d),
                   sum(e.value) filter (where e.t >= l.t - %1$d),
                   max(e.value) filter (where e.t >= l.t - %1$d),
                   first(e.value order by e.t, e.known, e.value) filter (where e.value is not null),
                   last(e.value order by e.t, e.known, e.value) filter (where e.value is not null)
            from labels l left join events e
              on l.k = e.k and l.name = e.name and e.t < l.t and e.known <= l.t
            group by l.number order by l.number""".formatted(WINDOW);

    private static final FeatureView VIEW = FeatureView.named("values")
            .entity("pair", "k", "name")
            .from(EVENTS)
            .eventTime("at")
            .availableAt("known")
            .feature("n", count().over(Duration.ofNanos(WINDOW)))
            .feature("sum", sum(col("value")).over(Duration.ofNanos(WINDOW)))
            .feature("max", max(col("value")).over(Duration.ofNanos(WINDOW)))
            .feature("first", first(col("value")))
            .feature("last", last(col("value")))
            .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsTheQueryThatSaysWhatIsMeant(long seed) throws SQLException {
        Random random = new Random(seed);
        Table events = events(random);
        Table labels = labels(random);
        double[][] expected = duckdb(events, labels);
        try (PointInTimeJoin join =
                PointInTimeJoin.of(ViewPlan.of(VIEW), labels, labels.longs("at").toArray(), EVENT_ROWS, null)) {
            join.add(events);
            join.finish();
            for (int feature = 0; feature < VIEW.features().size(); feature++) {
                assertThat(join.output(feature))
                        .as("seed %d, %s", seed, VIEW.features().get(feature).name())
                        .containsExactly(expected[feature]);
            }
        }
    }

    private static Table events(Random random) {
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < EVENT_ROWS; i++) {
            long at = random.nextInt(SPAN);
            Object[] event = {
                (long) random.nextInt(6),
                "n" + random.nextInt(2),
                at,
                at + random.nextInt(60) - 10,
                random.nextInt(5) == 0 ? null : (Double) (double) (random.nextInt(9) - 4)
            };
            for (int copies = random.nextInt(6) == 0 ? 2 : 1; copies > 0; copies--) {
                events.add(event);
            }
        }
        return events.build();
    }

    private static Table labels(Random random) {
        Table.Builder labels = Table.builder(LABELS);
        for (int i = 0; i < LABEL_ROWS; i++) {
            labels.add((long) random.nextInt(7), "n" + random.nextInt(2), (long) random.nextInt(SPAN + 50));
        }
        return labels.build();
    }

    private static double[][] duckdb(Table events, Table labels) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table events (k bigint, name text, t bigint, known bigint, value double)");
            statement.execute("create table labels (k bigint, name text, t bigint, number bigint)");
            try (DuckDBAppender rows = appender(connection, "events")) {
                for (int row = 0; row < events.rowCount(); row++) {
                    begin(rows, events, row).append(events.longs("known").get(row));
                    @Nullable Double value = events.doubles("value").isNull(row)
                            ? null
                            : (Double) events.doubles("value").get(row);
                    rows.append(value).endRow();
                }
            }
            try (DuckDBAppender rows = appender(connection, "labels")) {
                for (int row = 0; row < labels.rowCount(); row++) {
                    begin(rows, labels, row).append((long) row).endRow();
                }
            }
            double[][] features = new double[VIEW.features().size()][labels.rowCount()];
            try (ResultSet found = statement.executeQuery(EVENTS_OF_LABELS)) {
                for (int label = 0; found.next(); label++) {
                    for (int feature = 0; feature < features.length; feature++) {
                        double value = found.getDouble(feature + 1);
                        features[feature][label] = found.wasNull() ? Double.NaN : value;
                    }
                }
            }
            return features;
        }
    }

    private static DuckDBAppender appender(Connection connection, String table) throws SQLException {
        return connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    private static DuckDBAppender begin(DuckDBAppender rows, Table table, int row) throws SQLException {
        return rows.beginRow()
                .append(table.longs("k").get(row))
                .append(table.strings("name").get(row))
                .append(table.longs("at").get(row));
    }
}
