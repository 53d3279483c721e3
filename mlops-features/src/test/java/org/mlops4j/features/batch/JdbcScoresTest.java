// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.batch.RiskModel.SmallPages;
import org.mlops4j.features.source.JdbcQuery;
import org.sqlite.SQLiteDataSource;

class JdbcScoresTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int COUNT = 2_500;
    private static final Schema SCORES = Schema.of(
            Field.of("id", DataType.STRING),
            Field.nullable("risk", DataType.FLOAT64),
            Field.nullable("error", DataType.STRING),
            Field.of("version", DataType.INT64),
            Field.of("scored", DataType.TIMESTAMP));

    @TempDir
    private Path directory;

    private Mlops mlops;
    private DataSource database;
    private SmallPages rows;

    @BeforeEach
    void open() throws SQLException {
        mlops = Mlops.builder()
                .directory(directory.resolve("mlops"))
                .clock(() -> NOON)
                .open();
        RiskModel.register(mlops);
        rows = SmallPages.of(RiskModel.rows(COUNT), 1_000);
        database = sqlite(directory);
        execute("CREATE TABLE scores (Id TEXT, risk REAL, error TEXT, version INTEGER, scored TEXT)");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    static DataSource sqlite(Path directory) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + directory.resolve("scores.db"));
        return database;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Table written() {
        return JdbcQuery.of(database, "SELECT * FROM scores ORDER BY rowid").table(SCORES);
    }

    private BatchReport score(SmallPages source, String batch) {
        return RiskModel.scorer(mlops).score(source, ScoreSink.jdbc(database, "scores", batch));
    }

    @Test
    void theTableHasWhatAStreamHas() {
        BatchReport report = score(rows, "day-1");
        RiskModel.scorer(mlops).score(rows, ScoreSink.stream(mlops.events(), "scores"));

        assertThat(report.rows()).isEqualTo(COUNT);
        assertThat(report.rejected()).isEqualTo(COUNT / 100);
        assertThat(written().digest())
                .isEqualTo(mlops.events().read("scores", 0, COUNT).digest());
    }

    @Test
    void aBatchThatDiedGoesOnBehindItsRows() {
        assertThatThrownBy(() -> score(rows.dyingAt(1), "day-1")).isInstanceOf(StorageException.class);
        assertThat(written().rowCount()).isEqualTo(1_000);

        BatchReport report = score(rows, "day-1");

        assertThat(report.resumedAfter()).isEqualTo(1_000);
        assertThat(RiskModel.ids(written())).isEqualTo(RiskModel.ids(COUNT));
        assertThat(score(rows, "day-1").resumedAfter()).isEqualTo(COUNT);
        assertThat(written().rowCount()).isEqualTo(COUNT);
    }

    @Test
    void severalBatchesGoToOneTable() {
        score(rows, "day-1");
        assertThat(score(rows, "day-2").resumedAfter()).isZero();
        assertThat(written().rowCount()).isEqualTo(2 * COUNT);
    }

    @Test
    void aPageIsThereAsAWholeOrNotAtAll() throws SQLException {
        execute("CREATE UNIQUE INDEX once ON scores (id)");
        execute("INSERT INTO scores (id) VALUES ('row 1999')");
        assertThatThrownBy(() -> score(rows, "day-1"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("scores behind row 1000 could not be written to table scores");
        execute("DELETE FROM scores WHERE risk IS NULL AND error IS NULL");
        assertThat(written().rowCount()).isEqualTo(1_000);
        score(rows, "day-1");
        assertThat(RiskModel.ids(written())).isEqualTo(RiskModel.ids(COUNT));
    }

    @Test
    void ofTwoThatWriteOneBatchOneIsTold() {
        ScoreSink sink = ScoreSink.jdbc(database, "scores", "day-1");
        Table.Builder page = Table.builder(SCORES);
        page.add("row 0", 0.5, null, 1L, NOON);
        try (ScoreSink.Writer first = sink.open(SCORES);
                ScoreSink.Writer second = sink.open(SCORES)) {
            first.add(page.build());
            assertThatThrownBy(() -> second.add(page.build()))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("another process writes it");
        }
        assertThat(written().rowCount()).isEqualTo(1);
    }

    @Test
    void otherColumnsAreAnotherBatch() throws SQLException {
        score(rows, "day-1");
        execute("ALTER TABLE scores ADD COLUMN a REAL");
        BatchScorer more = RiskModel.scorer(mlops).keep(RiskModel.ROWS.field(1));
        assertThatThrownBy(() -> more.score(rows, ScoreSink.jdbc(database, "scores", "day-1")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("batch 'day-1' has rows of other columns");
    }

    @Test
    void whatIsMissingIsNamed() throws SQLException {
        assertThatThrownBy(() -> RiskModel.scorer(mlops).score(rows, ScoreSink.jdbc(database, "nowhere", "day-1")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("with the columns (id string, risk float64?");
        execute("CREATE TABLE narrow (id TEXT, error TEXT, scored TEXT)");
        assertThatThrownBy(() -> RiskModel.scorer(mlops).score(rows, ScoreSink.jdbc(database, "narrow", "day-1")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns [risk, version]");
        execute("CREATE TABLE local (id TEXT, risk REAL, error TEXT, version INTEGER, scored TIMESTAMP)");
        assertThatThrownBy(() -> RiskModel.scorer(mlops).score(rows, ScoreSink.jdbc(database, "local", "day-1")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'scored' of table local holds local times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "scores; DROP TABLE scores", "\"scores\"", "a.b.c.d", "scores --", "1st"})
    void namesThatAreMoreThanNamesAreRefused(String table) {
        assertThatThrownBy(() -> ScoreSink.jdbc(database, table, "day-1"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("the name of a table is of letters, digits and '_'");
    }
}
