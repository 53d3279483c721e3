// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.batch.RiskModel.SmallPages;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.Source;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/** Rows that cannot be scored, and the place aside where they are written. */
class RejectsTest {

    private static final Schema ROWS =
            Schema.of(Field.of("id", DataType.STRING), Field.nullable("a", DataType.FLOAT64));
    private static final int COUNT = 5_000;

    @TempDir
    private Path directory;

    private final Strict strict = new Strict();
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory.resolve("mlops"))
                .format(strict)
                .open();
        Signature signature = new Signature(
                Schema.of(Field.nullable("a", DataType.FLOAT64)), Schema.of(Field.of("risk", DataType.FLOAT64)));
        ModelPackage contents =
                ModelPackage.of("strict").withFile("model", "m".getBytes(UTF_8)).signature(signature);
        mlops.registry().alias("m", "champion").moveTo(mlops.registry().register("m", contents), "first");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void theModelRefusesSomeRowsAndThoseAloneAreRejected() {
        TableScores scores = ScoreSink.table();
        BatchReport report = scorer().score(Source.of(rows(COUNT)), scores);

        assertThat(report.rejected())
                .isEqualTo(
                        IntStream.range(0, COUNT).filter(RejectsTest::isRefused).count());
        for (int row = 0; row < COUNT; row++) {
            Table table = scores.table();
            assertThat(table.row(row).isNull(1)).as("row %s", row).isEqualTo(isRefused(row));
            if (isRefused(row)) {
                assertThat(table.row(row).text("error")).isEqualTo("the category " + value(row) + " is unknown");
            } else {
                assertThat(table.row(row).number("risk")).isEqualTo(2 * value(row));
            }
        }
    }

    @Test
    void aRowThatLacksAnInputIsNotShownToTheModel() {
        Signature signature = new Signature(
                Schema.of(Field.of("a", DataType.FLOAT64)), Schema.of(Field.of("risk", DataType.FLOAT64)));
        mlops.registry()
                .alias("m", "champion")
                .moveTo(
                        mlops.registry()
                                .register(
                                        "m",
                                        ModelPackage.of("strict")
                                                .withFile("model", "n".getBytes(UTF_8))
                                                .signature(signature)),
                        "needs all");
        Table.Builder rows = Table.builder(ROWS);
        rows.add("x", 1.0).add("y", null).add("z", 3.0);
        TableScores scores = ScoreSink.table();

        scorer().score(Source.of(rows.build()), scores);

        assertThat(strict.missing).hasValue(0);
        assertThat(scores.table().doubles("risk").get(0)).isEqualTo(2);
        assertThat(scores.table().row(1).text("error")).isEqualTo("input 'a' is missing");
        assertThat(scores.table().doubles("risk").get(2)).isEqualTo(6);
    }

    @Test
    void aModelThatFailsForAnotherReasonEndsTheBatch() {
        Table.Builder rows = Table.builder(ROWS);
        rows.add("x", Strict.BROKEN);
        assertThatThrownBy(() -> scorer().score(Source.of(rows.build()), ScoreSink.table()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the model is broken");
    }

    @Test
    void cellsThatCannotBeReadAndLinesOfAnotherLengthAreRejectedWithTheirPlace() throws IOException {
        Path file = Files.writeString(
                directory.resolve("rows.csv"), "id,a,more\nx,1,\ny,1.5.2,\nz,2\nu,2,,,\nv,4,\n", UTF_8);
        TableScores scores = ScoreSink.table();
        TableScores rejects = ScoreSink.table();

        scorer().rejects(rejects, "day-1").score(Csv.of(file), scores);

        assertThat(RiskModel.ids(scores.table())).containsExactly("x", "y", "z", "u", "v");
        assertThat(scores.table().doubles("risk").get(4)).isEqualTo(8);
        assertThat(RiskModel.ids(rejects.table())).containsExactly("y", "z", "u");
        assertThat(errors(rejects.table()))
                .containsExactly(
                        "file " + file + ", line 3, column 'a': '1.5.2' is no number",
                        "file " + file + ", line 4 has 2 cells, the header 3",
                        "file " + file + ", line 5 has 5 cells, the header 3");
    }

    @Test
    void aKeyThatCannotBeReadEndsTheBatch() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "a,id\n1,x\n2,\n", UTF_8);
        assertThatThrownBy(() -> scorer().score(Csv.of(file), ScoreSink.table()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("line 3, column 'id'");
    }

    @Test
    void whatWasRejectedIsAsideOnceWhereverTheBatchDies() {
        SmallPages rows = SmallPages.of(rows(COUNT), 700);
        TableScores scores = ScoreSink.table();
        TableScores rejects = ScoreSink.table();
        int attempts = 0;
        for (Dying dying = new Dying(scores, rejects); ; attempts++) {
            try {
                scorer().rejects(dying.rejects(), "day-1").score(rows, dying.scores());
                break;
            } catch (StorageException e) {
                assertThat(e).hasMessage("the disk is gone");
            }
        }
        assertThat(attempts).isGreaterThan(8);
        assertThat(RiskModel.ids(scores.table())).isEqualTo(RiskModel.ids(COUNT));
        assertThat(RiskModel.ids(rejects.table()))
                .isEqualTo(IntStream.range(0, COUNT)
                        .filter(RejectsTest::isRefused)
                        .mapToObj(RiskModel::id)
                        .toList());
        assertThat(rejects.table().schema().names()).containsExactly("id", "error", "version", "scored");
    }

    @Test
    void placesThatAreNotOfOneBatchAreRefused() {
        TableScores rejects = ScoreSink.table();
        scorer().rejects(rejects, "day-1").score(Source.of(rows(COUNT)), ScoreSink.table());
        assertThatThrownBy(() -> scorer().rejects(rejects, "day-1").score(Source.of(rows(COUNT)), ScoreSink.table()))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("are not of one batch");
        scorer().rejects(ScoreSink.table(), "day-1").score(Source.of(rows(COUNT)), ScoreSink.table());
    }

    private BatchScorer scorer() {
        return BatchScorer.named("m", mlops).keep(ROWS.field(0));
    }

    private static Table rows(int count) {
        Table.Builder rows = Table.builder(ROWS);
        for (int row = 0; row < count; row++) {
            rows.add(RiskModel.id(row), value(row));
        }
        return rows.build();
    }

    private static double value(int row) {
        int category = row % 1_000 / 7;
        return category;
    }

    private static boolean isRefused(int row) {
        return value(row) % 10 == 9;
    }

    private static List<@Nullable String> errors(Table rejects) {
        return IntStream.range(0, rejects.rowCount())
                .mapToObj(row -> rejects.row(row).text("error"))
                .toList();
    }

    /** Two places whose disk is gone before or behind every third page. */
    private static final class Dying {

        private final ScoreSink scores;
        private final ScoreSink rejects;
        private int steps;

        Dying(ScoreSink scores, ScoreSink rejects) {
            this.scores = scores;
            this.rejects = rejects;
        }

        ScoreSink scores() {
            return columns -> dying(scores.open(columns));
        }

        ScoreSink rejects() {
            return columns -> dying(rejects.open(columns));
        }

        private ScoreSink.Writer dying(ScoreSink.Writer writer) {
            return new ScoreSink.Writer() {
                @Override
                public long rows() {
                    return writer.rows();
                }

                @Override
                public void add(Table rows) {
                    step();
                    writer.add(rows);
                    step();
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }

        private void step() {
            if (++steps % 3 == 0) {
                throw new StorageException("the disk is gone", new IOException("gone"));
            }
        }
    }

    /** Doubles its input, and knows no category that ends with a nine. */
    private static final class Strict implements ModelFormat {

        static final double BROKEN = -1;

        final AtomicInteger missing = new AtomicInteger();

        @Override
        public String name() {
            return "strict";
        }

        @Override
        public Predictor load(ModelManifest manifest, ModelFormat.Files files) {
            files.read("model");
            return new Predictor() {
                @Override
                public int inputs() {
                    return 1;
                }

                @Override
                public int outputs() {
                    return 1;
                }

                @Override
                public void predict(double[] row, double[] out) {
                    if (row[0] == BROKEN) {
                        throw new IllegalStateException("the model is broken");
                    } else if (row[0] % 10 == 9) {
                        throw new InvalidException("the category " + row[0] + " is unknown");
                    } else if (Double.isNaN(row[0])) {
                        missing.incrementAndGet();
                    }
                    out[0] = 2 * row[0];
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        }
    }
}
