// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.JdbcQuery;
import org.mlops4j.features.source.Source;

/** The same rows out of every kind of source have the same scores, also if the first batch got no further than some. */
class BatchSourcesTest {

    private static final int COUNT = 2_000;
    private static final int DONE = 1_234;
    private static final Table ROWS = RiskModel.rows(COUNT);

    @TempDir
    private Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory.resolve("mlops"))
                .clock(() -> Instant.parse("2026-03-01T12:00:00Z"))
                .open();
        RiskModel.register(mlops);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void ofAFile() throws IOException {
        StringBuilder lines = new StringBuilder("id,a\n");
        for (int row = 0; row < COUNT; row++) {
            String a =
                    ROWS.row(row).isNull(1) ? "" : Double.toString(ROWS.row(row).number(1));
            lines.append(ROWS.row(row).text(0)).append(',').append(a).append('\n');
        }
        requireScoresOfTheTable(Csv.of(Files.writeString(directory.resolve("rows.csv"), lines)));
    }

    @Test
    void ofAQuery() throws SQLException {
        DataSource database = JdbcScoresTest.sqlite(directory);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (number INTEGER PRIMARY KEY, id TEXT, a REAL)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?)")) {
                // The other way round, so that the order is that of the query.
                for (int row = COUNT - 1; row >= 0; row--) {
                    insert.setInt(1, row);
                    insert.setString(2, ROWS.row(row).text(0));
                    insert.setObject(
                            3, ROWS.row(row).isNull(1) ? null : ROWS.row(row).number(1));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        requireScoresOfTheTable(JdbcQuery.of(database, "SELECT id, a FROM orders ORDER BY number"));
    }

    @Test
    void ofASnapshot() {
        requireScoresOfTheTable(
                Source.of(mlops.snapshots(), Source.of(ROWS).save(RiskModel.ROWS, mlops.snapshots(), "orders")));
    }

    @Test
    void ofAStream() {
        Schema events = Schema.of(RiskModel.ROWS.field(0), RiskModel.ROWS.field(1), Field.of("at", DataType.TIMESTAMP));
        Table.Builder orders = Table.builder(events);
        for (int row = 0; row < COUNT; row++) {
            orders.add(
                    ROWS.row(row).text(0),
                    ROWS.row(row).isNull(1) ? null : (Double) ROWS.row(row).number(1),
                    (long) COUNT - row);
        }
        mlops.events().create("orders", events, "at");
        mlops.events().append("orders", orders.build());
        requireScoresOfTheTable(Source.of(mlops.events(), "orders"));
    }

    private void requireScoresOfTheTable(Source source) {
        TableScores expected = ScoreSink.table();
        RiskModel.scorer(mlops).score(Source.of(ROWS), expected);
        TableScores whole = ScoreSink.table();
        RiskModel.scorer(mlops).score(source, whole);
        assertThat(whole.table().digest()).isEqualTo(expected.table().digest());

        TableScores resumed = ScoreSink.table();
        RiskModel.scorer(mlops).score(source.first(DONE), resumed);
        assertThat(resumed.table().rowCount()).isEqualTo(DONE);
        BatchReport report = RiskModel.scorer(mlops).score(source, resumed);
        assertThat(report.resumedAfter()).isEqualTo(DONE);
        assertThat(report.rows()).isEqualTo(COUNT);
        assertThat(report.rejected()).isEqualTo(COUNT / 100 - DONE / 100);
        assertThat(resumed.table().digest()).isEqualTo(expected.table().digest());
    }
}
