// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.LoadedModel;

class BatchScorerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Schema ROWS = Schema.of(
            Field.of("id", DataType.STRING),
            Field.nullable("a", DataType.FLOAT64),
            Field.nullable("n", DataType.INT64),
            Field.of("flag", DataType.BOOLEAN));
    private static final int COUNT = 2 * Source.PAGE_ROWS + 5_000;

    @TempDir
    private Path directory;

    private final List<Long> totals = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory.resolve("mlops"))
                .clock(() -> NOON)
                .progress((what, total) -> {
                    totals.add(total);
                    return new Watched();
                })
                .open();
        byte[] model = "{\"intercept\": 1, \"coefficients\": [10, 0.5, 1000], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        Signature signature = new Signature(
                Schema.of(
                        Field.of("a", DataType.FLOAT64),
                        Field.of("n", DataType.INT64),
                        Field.of("flag", DataType.BOOLEAN)),
                Schema.of(Field.of("risk", DataType.FLOAT64)));
        mlops.registry()
                .alias("m", "champion")
                .moveTo(
                        mlops.registry()
                                .register(
                                        "m",
                                        ModelPackage.of("linear")
                                                .withFile("model", model)
                                                .signature(signature)),
                        "first");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void everyRowIsScoredInItsOrderAndThoseThatDoNotFitSayWhy() {
        Table rows = rows(COUNT);
        BatchReport report = scorer().score(Source.of(rows), ScoreSink.stream(mlops.events(), "scores"));

        Table scores = mlops.events().read("scores", 0, COUNT + 1);
        assertThat(scores.schema().names()).containsExactly("id", "risk", "error", "version", "scored");
        assertThat(scores.rowCount()).isEqualTo(COUNT);
        int rejected = 0;
        double[] out = new double[1];
        try (LoadedModel model = mlops.serving().load("m@champion", "check")) {
            for (int row = 0; row < COUNT; row++) {
                assertThat(scores.row(row).text("id")).isEqualTo("row " + row);
                double a = rows.row(row).number("a");
                double n = rows.row(row).number("n");
                if (Double.isNaN(a) || Double.isNaN(n)) {
                    rejected++;
                    assertThat(scores.row(row).isNull(1)).isTrue();
                    assertThat(scores.row(row).text("error"))
                            .isEqualTo(Double.isNaN(a) ? "input 'a' is missing" : "input 'n' is missing");
                } else {
                    model.predictor().predict(new double[] {a, n, rows.row(row).number("flag")}, out);
                    assertThat(scores.row(row).number("risk")).isEqualTo(out[0]);
                    assertThat(scores.row(row).isNull(2)).isTrue();
                }
            }
        }
        assertThat(scores.row(7).instant("scored")).isEqualTo(NOON);
        assertThat(scores.row(7).whole(3)).isEqualTo(1);
        assertThat(rejected).isPositive();
        assertThat(report.rejected()).isEqualTo(rejected);
        assertThat(report.rows()).isEqualTo(COUNT);
        assertThat(report.toString()).contains(COUNT + " rows scored by m/1, " + rejected + " rejected");
    }

    @Test
    void aBatchThatDiedGoesOnBehindWhatIsWhole() throws IOException {
        Table rows = rows(COUNT);
        Path whole = directory.resolve("whole.csv");
        scorer().score(Source.of(rows), ScoreSink.csv(whole));
        Path file = directory.resolve("scores.csv");
        List<ScoreSink> sinks = List.of(ScoreSink.csv(file), ScoreSink.stream(mlops.events(), "scores"));
        for (ScoreSink sink : sinks) {
            assertThatThrownBy(() -> scorer().score(new Dying(rows, 1), sink)).isInstanceOf(StorageException.class);
        }
        // What a dying process leaves of a page behind the last whole one.
        Files.writeString(file, "row 65536,0.25,", StandardOpenOption.APPEND);
        for (ScoreSink sink : sinks) {
            BatchReport report = scorer().score(Source.of(rows), sink);
            assertThat(report.resumedAfter()).isEqualTo(Source.PAGE_ROWS);
            assertThat(report.rows()).isEqualTo(COUNT);
            BatchReport nothing = scorer().score(Source.of(rows), sink);
            assertThat(nothing.resumedAfter()).isEqualTo(COUNT);
            assertThat(nothing.rows()).isEqualTo(COUNT);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(whole));
        Schema columns = Schema.of(Field.of("id", DataType.STRING), Field.nullable("risk", DataType.FLOAT64));
        assertThat(Csv.of(file).table(columns).digest())
                .isEqualTo(Source.of(mlops.events(), "scores").table(columns).digest());
    }

    @Test
    void progressKnowsHowManyRowsAreLeft() {
        TableScores scores = ScoreSink.table();
        Source rows = Source.of(rows(COUNT));
        scorer().score(rows.first(Source.PAGE_ROWS), scores);
        totals.clear();
        done.clear();

        scorer().score(rows, scores);

        assertThat(totals).containsExactly((long) COUNT - Source.PAGE_ROWS);
        assertThat(done).containsExactly((long) Source.PAGE_ROWS, (long) COUNT - Source.PAGE_ROWS);
        assertThat(scores.table().rowCount()).isEqualTo(COUNT);
    }

    @Test
    void aFileOfSomethingElseIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("precious.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> scorer().score(Source.of(rows(10)), ScoreSink.csv(file)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("precious.csv");
        assertThat(Files.readString(file)).isEqualTo("a,b\n1,2\n");
        Path scores = directory.resolve("scores.csv");
        scorer().score(Source.of(rows(10)), ScoreSink.csv(scores));
        BatchScorer other = scorer().keep(ROWS.field(1));
        assertThatThrownBy(() -> other.score(Source.of(rows(10)), ScoreSink.csv(scores)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("other columns");
        ScoreSink nowhere = ScoreSink.csv(directory.resolve("no/such/directory.csv"));
        assertThatThrownBy(() -> scorer().score(Source.of(rows(10)), nowhere)).isInstanceOf(StorageException.class);
    }

    @Test
    void columnsThatAreMissingAreNamed() {
        Source rows = Source.of(rows(10).without("n", "flag"));
        assertThatThrownBy(() -> scorer().score(rows, ScoreSink.stream(mlops.events(), "scores")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'n', 'flag'");
    }

    private BatchScorer scorer() {
        return BatchScorer.named("m", mlops).keep(ROWS.field(0));
    }

    private static Table rows(int count) {
        Random random = new Random(5);
        Table.Builder rows = Table.builder(ROWS);
        for (int i = 0; i < count; i++) {
            rows.add(
                    "row " + i,
                    random.nextInt(50) == 0 ? null : (Double) (random.nextGaussian() / 10),
                    random.nextInt(50) == 0 ? null : (Long) (long) random.nextInt(9),
                    random.nextInt(200) == 0);
        }
        return rows.build();
    }

    private final class Watched implements Progress.Work {

        @Override
        public void at(long rows) {
            done.add(rows);
        }

        @Override
        public void close() {
            // What was shown stays.
        }
    }

    /** A source whose machine dies after some pages. */
    private record Dying(Table rows, int pages) implements Source {

        @Override
        public Pages open(Schema columns) {
            List<Table> left = new ArrayList<>();
            try (Pages all = Source.of(rows).open(columns)) {
                for (int i = 0; i < pages; i++) {
                    left.add(all.next());
                }
            }
            return new Pages() {
                @Override
                public Table next() {
                    if (left.isEmpty()) {
                        throw new StorageException("the disk is gone", new IOException("gone"));
                    }
                    return left.remove(0);
                }

                @Override
                public void close() {
                    left.clear();
                }
            };
        }
    }
}
