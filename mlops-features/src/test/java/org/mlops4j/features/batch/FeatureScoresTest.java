// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.last;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.batch.RiskModel.SmallPages;
import org.mlops4j.features.store.FeatureStore;

class FeatureScoresTest {

    static final FeatureView SCORES = FeatureView.named("scores")
            .entity("id", DataType.STRING)
            .from(Schema.of(
                    Field.of("id", DataType.STRING),
                    Field.of("risk", DataType.FLOAT64),
                    Field.of("scored", DataType.TIMESTAMP)))
            .eventTime("scored")
            .identifiedBy("id")
            .feature("last_risk", last(col("risk")))
            .build();
    static final FeatureService SERVICE = FeatureService.of("scored", SCORES);

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int COUNT = 1_000;

    @TempDir
    private Path directory;

    private final SmallPages rows = SmallPages.of(RiskModel.rows(COUNT), 300);
    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).clock(() -> NOON).open();
        RiskModel.register(mlops);
        features = FeatureStore.on(mlops);
        features.apply(SERVICE);
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    private BatchReport score(SmallPages source, String view) {
        return RiskModel.scorer(mlops).score(source, ScoreSink.features(mlops, features, view, "day-1"));
    }

    @Test
    void readersOnLineSeeTheScoresThatATableHas() {
        BatchReport report = score(rows, "scores");
        RiskModel.scorer(mlops).score(rows, ScoreSink.stream(mlops.events(), "table"));

        assertThat(report.rows()).isEqualTo(COUNT);
        VectorReader reader = features.reader(SERVICE);
        double[] vector = new double[1];
        Table scores = mlops.events().read("table", 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            Row score = scores.row(i);
            Row request = Row.of(reader.request(), Map.of("id", score.text("id")));
            reader.read(request, Times.nanos(NOON.plusSeconds(1)), vector);
            double expected = score.isNull(1) ? Double.NaN : score.number(1);
            assertThat(Double.compare(vector[0], expected)).as(score.text("id")).isZero();
        }
        assertThat(features.history("scores").rowCount()).isEqualTo(COUNT - COUNT / 100);
    }

    @Test
    void aBatchThatDiedGoesOnAndDoublesNothingEvenIfItsPositionIsLost() {
        assertThatThrownBy(() -> score(rows.dyingAt(2), "scores")).isInstanceOf(StorageException.class);
        assertThat(score(rows, "scores").resumedAfter()).isEqualTo(600);

        mlops.metadata().write(writer -> writer.delete("batch-position", "scores/day-1"));
        assertThat(score(rows, "scores").resumedAfter()).isZero();

        assertThat(features.history("scores").rowCount()).isEqualTo(COUNT - COUNT / 100);
    }

    @Test
    void aViewThatCannotTellEventsApartIsRefused() {
        FeatureView blind = FeatureView.named("blind")
                .entity("id", DataType.STRING)
                .from(SCORES.source())
                .eventTime("scored")
                .identifiedBy("id", "scored")
                .feature("last_risk", last(col("risk")))
                .build();
        features.apply(FeatureService.of("blind", blind));
        assertThatThrownBy(() -> score(rows, "blind"))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("would count twice");
    }

    @Test
    void columnsThatScoresHaveNotAreNamed() {
        FeatureView wide = FeatureView.named("wide")
                .entity("id", DataType.STRING)
                .from(Schema.of(
                        Field.of("id", DataType.STRING),
                        Field.of("risk", DataType.FLOAT64),
                        Field.of("day", DataType.INT64),
                        Field.of("scored", DataType.TIMESTAMP)))
                .eventTime("scored")
                .identifiedBy("id", "day")
                .feature("last_risk", last(col("risk")))
                .build();
        features.apply(FeatureService.of("wide", wide));
        assertThatThrownBy(() -> score(rows, "wide"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("have columns [day] that scores have not");
    }
}
