// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.JdbcQuery;
import org.mlops4j.features.source.Source;

/** Queries of feature events on a real PostgreSQL, whose driver names and gives types in its own way. */
class JdbcQueryOnPostgresTest {

    private static final Schema NUMBERS = Schema.of(Field.of("v", DataType.INT64));

    @Test
    void columnsBecomeWhatIsWantedOfThem() {
        Schema wanted = Schema.of(
                Field.of("origin", DataType.STRING),
                Field.of("zoned", DataType.TIMESTAMP),
                Field.of("local", DataType.TIMESTAMP),
                Field.of("price", DataType.FLOAT64),
                Field.of("seats", DataType.INT64),
                Field.of("passengers", DataType.INT64),
                Field.of("single", DataType.FLOAT32),
                Field.of("late", DataType.BOOLEAN),
                Field.nullable("gone", DataType.INT64),
                Field.of("text", DataType.TIMESTAMP));
        Table table = query("""
                select 'ORD'::varchar as origin, timestamptz '2001-01-01 06:00:00.000001+01' as zoned,
                       timestamp '2011-03-13 03:00:00' as local, 0.10::numeric(18, 2) as price,
                       180::smallint as seats, 9007199254740993::bigint as passengers, 0.5::real as single,
                       true as late, null::bigint as gone, '2001-01-01T06:00:00Z'::text as text, 1 as unread
                """).zone(ZoneId.of("America/New_York")).table(wanted);
        assertThat(table.rowCount()).isEqualTo(1);
        Row row = table.row(0);
        assertThat(row.text("origin")).isEqualTo("ORD");
        assertThat(row.instant("zoned")).isEqualTo(Instant.parse("2001-01-01T05:00:00.000001Z"));
        assertThat(row.instant("local")).isEqualTo(Instant.parse("2011-03-13T07:00:00Z"));
        assertThat(row.instant("text")).isEqualTo(Instant.parse("2001-01-01T06:00:00Z"));
        assertThat(row.number("price")).isEqualTo(0.1);
        assertThat(row.whole(4)).isEqualTo(180);
        assertThat(row.whole(5)).isEqualTo(9_007_199_254_740_993L);
        assertThat(row.number("single")).isEqualTo(0.5);
        assertThat(row.number("late")).isEqualTo(1);
        assertThat(row.isNull(8)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int64|1.5::numeric|no whole number",
                "int64|9223372036854775808::numeric|no whole number",
                "int64|1.0::double precision|Double",
                "float64|'7'::text|String",
                "string|7|Integer",
                "boolean|1|Integer",
                "timestamp|timestamp '2001-01-01 00:00:00'|which zone",
                "timestamp|date '2001-01-01'|Date",
                "timestamp|'2001-01-01'::text|no instant"
            })
    void valuesOfOtherTypesAreRefusedWithTheirPlace(String type, String value, String why) {
        JdbcQuery query = query("select " + value + " as v");
        assertThatThrownBy(() -> query.table(Schema.of(Field.nullable("v", DataType.parse(type)))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'v'")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"2011-03-13 02:30:00,never", "2012-11-04 01:30:00,twice"})
    void localTimesThatAreNotOneInstantAreRefused(String time, String why) {
        JdbcQuery query = query("select timestamp '" + time + "' as v").zone(ZoneId.of("America/New_York"));
        assertThatThrownBy(() -> query.table(Schema.of(Field.of("v", DataType.TIMESTAMP))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("was " + why + " in America/New_York");
    }

    @Test
    void theDaysBeforeTheGregorianCalendarAreThoseOfTheDatabase() {
        Table table = query("select timestamptz '1700-02-28 00:00:00Z' as v")
                .table(Schema.of(Field.of("v", DataType.TIMESTAMP)));
        assertThat(table.row(0).instant("v")).isEqualTo(Instant.parse("1700-02-28T00:00:00Z"));
        assertThatThrownBy(() ->
                        query("select timestamptz 'infinity' as v").table(Schema.of(Field.of("v", DataType.TIMESTAMP))))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void longResultsComeInPagesAndLeaveTheConnectionAsItWas() {
        JdbcQuery query = query("select v from generate_series(1, " + (Source.PAGE_ROWS + 10) + ") as v order by v");
        try (Source.Pages pages = query.open(NUMBERS)) {
            assertThat(pages.next().rowCount()).isEqualTo(Source.PAGE_ROWS);
            assertThat(pages.next().rowCount()).isEqualTo(10);
            assertThat(pages.next().rowCount()).isZero();
        }
        assertThat(query.after(Source.PAGE_ROWS + 8).table(NUMBERS).longs("v").toArray())
                .containsExactly(Source.PAGE_ROWS + 9, Source.PAGE_ROWS + 10);
        assertThat(TestServer.number(
                        "select count(*) from pg_stat_activity where state like 'idle in transaction%' and query like"
                                + " '%generate_series%' and pid <> pg_backend_pid()"))
                .isZero();
    }

    @Test
    void wrongQueriesAndRowsThatFailOnTheWayAreToldWithTheText() {
        assertThatThrownBy(() -> query("select nothing").table(NUMBERS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("select nothing");
        assertThatThrownBy(() -> query("select 10 / (5 - v) as v from generate_series(1, 9) as v")
                        .table(NUMBERS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("division by zero");
    }

    private static JdbcQuery query(String sql) {
        return JdbcQuery.of(TestServer.pool(), sql);
    }
}
