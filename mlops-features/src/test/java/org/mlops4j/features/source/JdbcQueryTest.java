// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;

/** Queries on a real database. */
class JdbcQueryTest {

    private static final Schema VALUE = Schema.of(Field.nullable("v", DataType.FLOAT64));

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = new Database(DriverManager.getConnection("jdbc:duckdb:"));
    }

    @AfterEach
    void close() throws SQLException {
        assertThat(database.given)
                .allSatisfy(connection -> assertThat(connection.isClosed()).isTrue());
        database.first.close();
    }

    @Test
    void columnsBecomeWhatIsWantedOfThem() throws SQLException {
        Schema wanted = Schema.of(
                Field.of("origin", DataType.STRING),
                Field.of("zoned", DataType.TIMESTAMP),
                Field.of("local", DataType.TIMESTAMP),
                Field.of("price", DataType.FLOAT64),
                Field.of("seats", DataType.INT64),
                Field.of("late", DataType.BOOLEAN),
                Field.nullable("gone", DataType.INT64),
                Field.of("text", DataType.TIMESTAMP));
        Table table =
                JdbcQuery.of(database, """
                        SELECT 'ORD' AS Origin, TIMESTAMPTZ '2001-01-01 06:00:00.000001+01' AS zoned,
                               TIMESTAMP '2011-03-13 03:00:00' AS local, 0.10::DECIMAL(18, 2) AS price,
                               180::SMALLINT AS seats, true AS late, NULL::BIGINT AS gone,
                               '2001-01-01T06:00:00Z' AS text, 1 AS unread
                        """).zone(ZoneId.of("America/New_York")).table(wanted);
        assertThat(table.rowCount()).isEqualTo(1);
        assertThat(table.row(0).text("origin")).isEqualTo("ORD");
        assertThat(table.row(0).instant("zoned")).isEqualTo(Instant.parse("2001-01-01T05:00:00.000001Z"));
        assertThat(table.row(0).instant("local")).isEqualTo(Instant.parse("2011-03-13T07:00:00Z"));
        assertThat(table.row(0).instant("text")).isEqualTo(Instant.parse("2001-01-01T06:00:00Z"));
        assertThat(table.row(0).number("price")).isEqualTo(0.1);
        assertThat(table.row(0).number("seats")).isEqualTo(180);
        assertThat(table.row(0).number("late")).isEqualTo(1);
        assertThat(table.row(0).isNull(6)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int64|1.5::DECIMAL(9, 2)|no whole number",
                "int64|9223372036854775808::HUGEINT|no whole number",
                "int64|1.0::DOUBLE|Double",
                "int64|7::VARCHAR|String",
                "float64|7::VARCHAR|String",
                "float64|true|Boolean",
                "float32|0.1::DOUBLE|Double",
                "string|7|Integer",
                "boolean|1|Integer",
                "timestamp|7|Integer",
                "timestamp|TIMESTAMP '2001-01-01 00:00:00'|which zone",
                "timestamp|(DATE '2001-01-01')::VARCHAR|no instant",
                "timestamp|DATE '2001-01-01'|LocalDate"
            })
    void valuesOfOtherTypesAreRefusedWithTheirPlace(String type, String value, String why) {
        JdbcQuery query = JdbcQuery.of(database, "SELECT " + value + " AS v");
        assertThatThrownBy(() -> query.table(Schema.of(Field.nullable("v", DataType.parse(type)))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'v'")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"2011-03-13 02:30:00,never", "2012-11-04 01:30:00,twice"})
    void localTimesThatAreNotOneInstantAreRefused(String time, String why) {
        JdbcQuery query =
                JdbcQuery.of(database, "SELECT TIMESTAMP '" + time + "' AS v").zone(ZoneId.of("America/New_York"));
        assertThatThrownBy(() -> query.table(Schema.of(Field.of("v", DataType.TIMESTAMP))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("was " + why + " in America/New_York");
    }

    @Test
    void anEmptyResultHasNoRowsAndANullWhereNoneMayBeIsRefused() {
        assertThat(JdbcQuery.of(database, "SELECT 1.0::DOUBLE AS v WHERE false")
                        .table(VALUE)
                        .rowCount())
                .isZero();
        assertThatThrownBy(() -> JdbcQuery.of(database, "SELECT NULL::DOUBLE AS v")
                        .table(Schema.of(Field.of("v", DataType.FLOAT64))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("row 0, column 'v': there is no value");
    }

    @Test
    void missingColumnsAreToldAtOnceAndWrongQueriesWithTheirText() {
        assertThatThrownBy(() -> JdbcQuery.of(database, "SELECT 1 AS x, 2 AS y")
                        .table(Schema.of(Field.of("v", DataType.INT64), Field.of("w", DataType.INT64))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns 'v', 'w'; it has x, y");
        assertThatThrownBy(() -> JdbcQuery.of(database, "SELECT nothing").table(VALUE))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("SELECT nothing");
    }

    @Test
    void longResultsComeInPagesAndCanBeResumed() throws SQLException {
        try (Statement statement = database.first.createStatement()) {
            statement.execute(
                    "CREATE TABLE numbers AS SELECT range::DOUBLE AS v FROM range(" + (Source.PAGE_ROWS + 10) + ")");
        }
        JdbcQuery query = JdbcQuery.of(database, "SELECT v FROM numbers ORDER BY v");
        try (Source.Pages pages = query.open(VALUE)) {
            assertThat(pages.next().rowCount()).isEqualTo(Source.PAGE_ROWS);
            assertThat(pages.next().rowCount()).isEqualTo(10);
            assertThat(pages.next().rowCount()).isZero();
        }
        Table rest = query.after(Source.PAGE_ROWS + 7).table(VALUE);
        assertThat(rest.doubles("v").toArray())
                .containsExactly(Source.PAGE_ROWS + 7, Source.PAGE_ROWS + 8, Source.PAGE_ROWS + 9);
        Source.Pages left = query.open(VALUE);
        assertThat(left.next().rowCount()).isPositive();
        left.close();
        left.close();
        assertThat(left.next().rowCount()).isZero();
    }

    /** Gives connections on one database in memory, and remembers them. */
    private static final class Database implements DataSource {

        private final Connection first;
        private final List<Connection> given = new ArrayList<>();

        Database(Connection first) {
            this.first = first;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection =
                    first.unwrap(org.duckdb.DuckDBConnection.class).duplicate();
            given.add(connection);
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            return new PrintWriter(Writer.nullWriter());
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            // Nothing is logged.
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // There is no login.
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return first.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return first.isWrapperFor(type);
        }
    }
}
