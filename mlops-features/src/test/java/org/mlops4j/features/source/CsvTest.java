// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;

/** CSV as it comes, and as it should not. */
class CsvTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** All types that a cell can have. */
    record Flight(String origin, Instant departed, double delay, float share, long seats, boolean late) {}

    @TempDir
    private Path directory;

    @Test
    void cellsBecomeWhatTheirColumnHolds() throws IOException {
        Table table = csv("""
                        late,seats,origin,departed,delay,share,unread
                        true,180,"O ""R"", D",2001-01-01T06:00:00+01:00,-1.5e1,0.25,x
                        FALSE,-9223372036854775808,ATL,2001-01-01T06:00:00.000000001Z,NaN,.5,
                        """).table(Flight.class);
        assertThat(table.schema()).isEqualTo(Schema.of(Flight.class));
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.row(0).text("origin")).isEqualTo("O \"R\", D");
        assertThat(table.row(0).instant("departed")).isEqualTo(Instant.parse("2001-01-01T05:00:00Z"));
        assertThat(table.row(1).instant("departed")).isEqualTo(Instant.parse("2001-01-01T06:00:00.000000001Z"));
        assertThat(table.doubles("delay").get(0)).isEqualTo(-15);
        assertThat(table.doubles("delay").get(1)).isNaN();
        assertThat(table.doubles("share").get(1)).isEqualTo(0.5);
        assertThat(table.longs("seats").toArray()).containsExactly(180, Long.MIN_VALUE);
        assertThat(table.row(0).number("late")).isEqualTo(1);
        assertThat(table.row(1).number("late")).isZero();
    }

    @Test
    void aByteOrderMarkAndLineEndsOfAnySystemAreRead() throws IOException {
        Table table = csv("\uFEFForigin;delay\r\n\"a\nb\";1\r\n\r\nc;2")
                .separatedBy(';')
                .table(columns());
        assertThat(table.strings("origin").get(0)).isEqualTo("a\nb");
        assertThat(table.doubles("delay").toArray()).containsExactly(1, 2);
    }

    @Test
    void theTextsForNullAreSaid() throws IOException {
        Table empty = csv("origin,delay\n,\n").table(columns());
        assertThat(empty.row(0).isNull(0)).isTrue();
        assertThat(empty.row(0).isNull(1)).isTrue();
        Table na = csv("origin,delay\nNA,NA\n,1\n").nulls("NA").table(columns());
        assertThat(na.row(0).isNull(0)).isTrue();
        assertThat(na.row(0).isNull(1)).isTrue();
        assertThat(na.row(1).text("origin")).isEmpty();
        assertThatThrownBy(() -> csv("origin,delay\na,\n").table(Schema.of(Field.of("delay", DataType.FLOAT64))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("line 2, column 'delay': there is no value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float64|1,5",
                "float64|1d",
                "float64|0x1p3",
                "float64|' 1'",
                "float64|1e400",
                "float64|--1",
                "float64|inf",
                "float64|nan",
                "float64|.",
                "float64|١",
                "float32|1e39",
                "int64|1.0",
                "int64|9223372036854775808",
                "int64|99999999999999999999999",
                "int64|١",
                "int64|1_000",
                "int64|''",
                "boolean|yes",
                "boolean|1",
                "timestamp|2001-01-01",
                "timestamp|2001-01-01T06:00:00",
                "timestamp|2001-02-30T06:00:00Z",
                "timestamp|2300-01-01T00:00:00Z"
            })
    void whatIsNoValueOfItsTypeIsRefusedWithItsPlace(String type, String cell) throws IOException {
        Schema value = Schema.of(Field.nullable("value", DataType.parse(type)));
        Csv csv = csv("other,value\na,\"" + cell + "\"\n").nulls();
        assertThatThrownBy(() -> csv.table(value))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("flights.csv, line 2, column 'value': ");
    }

    @Test
    void localTimesAreThoseOfTheirZone() throws IOException {
        Schema time = Schema.of(Field.of("time", DataType.TIMESTAMP));
        Table table = csv("time\n2011-03-13 01:59\n2011-03-13 03:00\n")
                .times("uuuu-MM-dd HH:mm", NEW_YORK)
                .table(time);
        assertThat(table.row(0).instant("time")).isEqualTo(Instant.parse("2011-03-13T06:59:00Z"));
        assertThat(table.row(1).instant("time")).isEqualTo(Instant.parse("2011-03-13T07:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2011-03-13 02:30|was never in America/New_York",
                "2012-11-04 01:30|was twice in America/New_York",
                "2011-02-30 01:30|is no time such as",
                "2011-03-13T01:30:00Z|is no time such as",
                "2011-03-13|is no time such as"
            })
    void localTimesThatAreNotOneInstantAreRefused(String text, String why) throws IOException {
        Csv csv = csv("time\n" + text + "\n").times("uuuu-MM-dd HH:mm", NEW_YORK);
        assertThatThrownBy(() -> csv.table(Schema.of(Field.of("time", DataType.TIMESTAMP))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aPatternWithoutEraOrSenseIsRefused() {
        Csv csv = Csv.of(directory.resolve("any"));
        assertThatThrownBy(() -> csv.times("yyyy-MM-dd", NEW_YORK)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> csv.times("{", NEW_YORK)).isInstanceOf(InvalidException.class);
    }

    @Test
    void allMissingColumnsAreToldAtOnce() throws IOException {
        Csv csv = csv("Origin,dep_delay\na,1\n");
        assertThatThrownBy(() -> csv.table(columns()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns 'origin', 'delay'; it has Origin, dep_delay");
        Csv twice = csv("origin,delay,delay\na,1,2\n");
        assertThatThrownBy(() -> twice.table(columns()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("two columns 'delay'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "origin,delay\na\n",
                "origin,delay\na,1,2\n",
                "origin,delay\n\"a,1\n",
                "origin,delay\n\"a\"b,1\n",
            })
    void whatIsNoCsvIsRefused(String text) throws IOException {
        Csv csv = csv(text);
        assertThatThrownBy(() -> csv.table(columns()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("flights.csv");
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotTakeAllMemory() throws IOException {
        Csv csv = csv("origin,delay\n\"" + "a,1\n".repeat(Csv.MAX_RECORD_CHARACTERS) + "\n");
        assertThatThrownBy(() -> csv.table(columns()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("flights.csv");
    }

    @Test
    void whatIsNoUtf8IsRefused() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, "origin,delay\nM\u00fcnchen,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Csv.of(file).table(columns()))
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> Csv.of(directory.resolve("none.csv")).table(columns()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> Csv.of(directory).table(columns())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void longFilesComeInPagesAndCanBeResumed() throws IOException {
        int rows = Source.PAGE_ROWS + 10;
        StringBuilder text = new StringBuilder("origin,delay\n");
        for (int row = 0; row < rows; row++) {
            text.append("a,").append(row).append('\n');
        }
        Csv csv = csv(text.toString());
        try (Source.Pages pages = csv.open(columns())) {
            assertThat(pages.next().rowCount()).isEqualTo(Source.PAGE_ROWS);
            assertThat(pages.next().rowCount()).isEqualTo(10);
            assertThat(pages.next().rowCount()).isZero();
        }
        Table whole = csv.table(columns());
        for (long after : new long[] {0, 1, Source.PAGE_ROWS - 1, Source.PAGE_ROWS, rows - 1, rows, rows + 1}) {
            int left = (int) Math.max(0, rows - after);
            assertThat(csv.after(after).table(columns()).digest())
                    .as("after %d", after)
                    .isEqualTo(whole.slice(rows - left, rows).digest());
            assertThat(Source.of(whole).after(after).table(columns()).rowCount())
                    .isEqualTo(left);
        }
    }

    private Csv csv(String text) throws IOException {
        return Csv.of(Files.writeString(directory.resolve("flights.csv"), text));
    }

    private static Schema columns() {
        return Schema.of(Field.nullable("origin", DataType.STRING), Field.nullable("delay", DataType.FLOAT64));
    }
}
