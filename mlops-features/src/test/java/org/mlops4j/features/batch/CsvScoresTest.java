// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.source.Csv;

class CsvScoresTest {

    private static final Schema SCORES = Schema.of(
            Field.nullable("id", DataType.STRING),
            Field.of("score", DataType.FLOAT64),
            Field.of("delta", DataType.INT64));

    @TempDir
    private Path directory;

    @Test
    void noTextIsAFormulaInASpreadsheetAndNumbersStayAsTheyAre() throws IOException {
        Path file = directory.resolve("scores.csv");
        write(ScoreSink.spreadsheet(file), dangerous());
        assertThat(Files.readString(file)).contains(",-1.5,-7").doesNotContain("'-1.5", "'-7");
        assertThat(ids(file))
                .containsExactly(
                        "'=cmd|'/C calc'!A0",
                        "'+49 30 123",
                        "'-2+3",
                        "'@SUM(A1)",
                        "'\t=1",
                        "'\r=1",
                        "'\uFF1D1",
                        "a=b",
                        "order-7",
                        "'quoted'",
                        null);
    }

    @Test
    void withoutThatTextsAreWrittenAsTheyAre() throws IOException {
        Path file = directory.resolve("scores.csv");
        write(ScoreSink.csv(file), dangerous());
        assertThat(ids(file)).containsExactlyElementsOf(dangerousIds());
    }

    private static List<String> dangerousIds() {
        return Arrays.asList(
                "=cmd|'/C calc'!A0",
                "+49 30 123",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\uFF1D1",
                "a=b",
                "order-7",
                "'quoted'",
                null);
    }

    private static Table dangerous() {
        Table.Builder table = Table.builder(SCORES);
        dangerousIds().forEach(id -> table.add(id, -1.5, -7L));
        return table.build();
    }

    private static void write(ScoreSink sink, Table scores) {
        try (ScoreSink.Writer writer = sink.open(scores.schema())) {
            writer.add(scores);
        }
    }

    private static List<String> ids(Path file) {
        Table read = Csv.of(file).nulls("").table(SCORES);
        assertThat(read.doubles("score").get(0)).isEqualTo(-1.5);
        List<String> ids = new ArrayList<>();
        for (int row = 0; row < read.rowCount(); row++) {
            ids.add(read.row(row).isNull(0) ? null : read.row(row).text(0));
        }
        return ids;
    }
}
