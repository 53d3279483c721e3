// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.mean;

import java.nio.file.Path;
import java.time.Duration;
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
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.expression.JavaFunction;
import org.mlops4j.features.expression.JavaFunctions;

/** Why served values differ from history, and what there is of values that are missing. */
class SkewCauseTest {

    private static final Schema READINGS = Schema.of(
            Field.of("who", DataType.STRING), Field.of("at", DataType.TIMESTAMP), Field.of("x", DataType.FLOAT64));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FeatureService SERVICE = service("readings", hours(6), col("x"));

    @TempDir
    private Path directory;

    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
        features.apply(SERVICE);
        features.push("readings", Row.of(READINGS, "a", NOON.minus(hours(1)), 1.0));
        features.push("readings", Row.of(READINGS, "a", NOON.minus(hours(2)), 2.0));
        features.push("readings", Row.of(READINGS, "old", NOON.minus(hours(8)), 3.0));
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void aVectorFromHistoryHasNoSkew() {
        assertThat(features.skew(SERVICE, served("a", 1.0, 1.5)).causes()).isEmpty();
    }

    @Test
    void eventsThatCameLateExplainWhatWasServedBefore() {
        features.push("readings", Row.of(READINGS, "a", NOON.minus(Duration.ofMinutes(5)), 7.0));
        features.push("readings", Row.of(READINGS, "a", NOON.plus(hours(1)), 100.0));
        features.push("readings", Row.of(READINGS, "a", NOON.minus(Duration.ofMinutes(6)), 8.0));
        SkewReport report = features.skew(SERVICE, served("a", 1.0, 1.5));
        assertThat(report.features())
                .containsExactly(
                        new SkewReport.FeatureSkew("newest", Map.of(SkewCause.LATE_EVENT, 1)),
                        new SkewReport.FeatureSkew("mean_1d", Map.of(SkewCause.LATE_EVENT, 1)));
    }

    @Test
    void expiredEventsExplainWhatAnotherSystemServed() {
        assertThat(features.skew(SERVICE, served("old", 3.0, 3.0)).causes())
                .containsExactly(Map.entry(SkewCause.TIME_TO_LIVE, 2));
    }

    @Test
    void anEarlierDefinitionExplainsWhatWasServedByIt() {
        features.apply(service("readings", hours(6), col("x").times(-3)));
        features.apply(SERVICE);
        assertThat(features.skew(SERVICE, served("a", -3.0, -4.5)).causes())
                .containsExactly(Map.entry(SkewCause.OTHER_DEFINITION, 2));
    }

    @Test
    void anEarlierSourceExplainsWhatWasServedFromIt() {
        FeatureService old = service("old_readings", hours(6), col("x"));
        features.apply(old);
        features.push("old_readings", Row.of(READINGS, "a", NOON.minus(hours(1)), -9.0));
        features.apply(SERVICE);
        assertThat(features.skew(SERVICE, served("a", -9.0, -9.0)).causes())
                .containsExactly(Map.entry(SkewCause.SOURCE_CHANGE, 2));
    }

    @Test
    void earlierCodeExplainsWhatItGave() {
        features.close();
        JavaFunction before = JavaFunction.of("scale@1(number) -> number", arguments -> 10 * (Double) arguments.get(0));
        JavaFunction now = JavaFunction.of("scale@2(number) -> number", arguments -> 20 * (Double) arguments.get(0));
        FeatureService current = service("readings", hours(6), now.call(col("x")));
        try (FeatureStore both = FeatureStore.on(mlops, JavaFunctions.of(before, now))) {
            both.apply(service("readings", hours(6), before.call(col("x"))));
            both.apply(current);
            assertThat(both.skew(current, served("a", 10.0, 15.0)).causes())
                    .containsExactly(Map.entry(SkewCause.CODE_VERSION, 2));
        }
        try (FeatureStore without = FeatureStore.on(mlops, JavaFunctions.of(now))) {
            assertThat(without.skew(current, served("a", 10.0, 15.0)).causes())
                    .containsExactly(Map.entry(SkewCause.UNEXPLAINED, 2));
        }
    }

    @Test
    void whatNothingGivesIsUnexplained() {
        assertThat(features.skew(SERVICE, served("a", 1.0, 99.0)).causes())
                .containsExactly(Map.entry(SkewCause.UNEXPLAINED, 1));
    }

    @Test
    void aReadTellsWhyAValueIsMissing() {
        VectorReader reader = features.reader(SERVICE);
        double[] vector = new double[2];
        FeatureStatus[] statuses = new FeatureStatus[2];
        reader.read(Row.of(reader.request(), "a"), Times.nanos(NOON), vector, statuses);
        assertThat(statuses).containsExactly(FeatureStatus.PRESENT, FeatureStatus.PRESENT);
        assertThat(vector).containsExactly(1.0, 1.5);
        reader.read(Row.of(reader.request(), "old"), Times.nanos(NOON), vector, statuses);
        assertThat(statuses).containsExactly(FeatureStatus.EXPIRED, FeatureStatus.EXPIRED);
        assertThat(vector).containsExactly(-1.0, Double.NaN);
        reader.read(Row.of(reader.request(), "nobody"), Times.nanos(NOON), vector, statuses);
        assertThat(statuses).containsExactly(FeatureStatus.MISSING, FeatureStatus.MISSING);
        assertThat(vector).containsExactly(-1.0, Double.NaN);
        features.push("readings", Row.of(READINGS, "later", NOON.plusSeconds(1), 5.0));
        reader.read(Row.of(reader.request(), "later"), Times.nanos(NOON), vector, statuses);
        assertThat(statuses).containsExactly(FeatureStatus.MISSING, FeatureStatus.MISSING);
    }

    /** An entity stays silent over a restart, when none of its events are kept any more. */
    @Test
    void whatHasExpiredIsKnownAfterARestart() {
        features.reader(SERVICE);
        features.close();
        FeatureStore later = FeatureStore.on(mlops);
        FeatureStatus[] statuses = new FeatureStatus[2];
        VectorReader reader = later.reader(SERVICE);
        reader.read(Row.of(reader.request(), "old"), Times.nanos(NOON), new double[2], statuses);
        assertThat(statuses).containsOnly(FeatureStatus.EXPIRED);
    }

    private static FeatureService service(String view, Duration ttl, Expression value) {
        return FeatureService.of(
                "service",
                FeatureView.named(view)
                        .entity("who")
                        .from(READINGS)
                        .eventTime("at")
                        .ttl(ttl)
                        .feature("newest", last(value), -1)
                        .feature("mean_1d", mean(value).over(days(1)))
                        .build());
    }

    private static Table served(String who, double newest, double mean) {
        return Table.builder(Schema.of(
                        Field.of("time", DataType.TIMESTAMP),
                        Field.of("request.who", DataType.STRING),
                        Field.of("feature.newest", DataType.FLOAT64),
                        Field.of("feature.mean_1d", DataType.FLOAT64)))
                .add(NOON, who, newest, mean)
                .build();
    }
}
