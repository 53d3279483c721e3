// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.fresh;
import static org.mlops4j.features.Expectation.known;
import static org.mlops4j.features.Expectation.matches;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Expectation.nullShare;
import static org.mlops4j.features.Expectation.oneOf;
import static org.mlops4j.features.Expectation.that;
import static org.mlops4j.features.Expectation.unique;
import static org.mlops4j.features.Expectation.volume;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.Expectation;
import org.mlops4j.features.Expectation.Action;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.expect.Gate;

/** Each expectation on batches and on rows that come by themselves, with each action. */
class ExpectationsTest {

    private static final Instant NOON = Instant.parse("2001-01-01T12:00:00Z");

    private static final Schema LOOSE = Schema.of(
            Field.nullable("origin", DataType.STRING),
            Field.nullable("departed", DataType.TIMESTAMP),
            Field.nullable("delay", DataType.FLOAT64));

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).clock(now::get).open();
        features = FeatureStore.on(mlops);
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void aRefusedBatchIsNotTakenAndTheMessageSaysWhy() {
        expect(between("delay", -60, 600), notNull("delay").orQuarantine());
        assertThatThrownBy(() -> features.push("departures", batch(1.0, null, 601.0, Double.NaN)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("feature view 'departures' refuses 4 rows")
                .hasMessageContaining("delay between -60.0 and 600.0, or reject: 2 rows fail: 2, 3");
        assertThat(features.history("departures").rowCount()).isZero();
        assertThat(features.quarantine("departures").rowCount()).isZero();
    }

    @Test
    void rowsOfQuarantineAreKeptWithTimeAndReasonAndCanBePushedAfterRepair() {
        expect(notNull("delay").orQuarantine(), between("delay", -60, 600).orQuarantine());
        ExpectationReport report = features.push("departures", batch(1.0, null, 601.0));
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.taken()).isEqualTo(1);
        assertThat(report.quarantined()).isEqualTo(2);
        assertThat(features.history("departures").doubles("delay").get(0)).isEqualTo(1.0);

        Table aside = features.quarantine("departures");
        assertThat(aside.rowCount()).isEqualTo(2);
        assertThat(aside.strings(Gate.REASON).get(0)).isEqualTo("not delay is null");
        assertThat(aside.strings(Gate.REASON).get(1)).isEqualTo("delay between -60.0 and 600.0");
        assertThat(aside.row(1).instant(Gate.AT)).isEqualTo(NOON);
        assertThat(aside.row(1).number("delay")).isEqualTo(601.0);

        Table repaired = Table.builder(aside.schema())
                .add("ORD", NOON, 60.1, NOON, aside.strings(Gate.REASON).get(1))
                .build();
        assertThat(features.push("departures", repaired).taken()).isEqualTo(1);
        assertThat(features.history("departures").rowCount()).isEqualTo(2);
    }

    @Test
    void aNullKeyCanBeQuarantinedRatherThanRefuseItsBatch() {
        expect(notNull("origin").orQuarantine(), notNull("departed").orQuarantine());
        Table rows = Table.builder(LOOSE)
                .add(null, NOON, 1.0)
                .add("ORD", NOON, 2.0)
                .add("ORD", null, 3.0)
                .build();
        assertThat(features.push("departures", rows).taken()).isEqualTo(1);
        assertThat(features.push("departures", rows.row(0))).isFalse();
        assertThat(features.push("departures", rows.row(1))).isTrue();
        assertThat(features.quarantine("departures").rowCount()).isEqualTo(3);
    }

    @Test
    void whatIsRefusedForANullKeyPutsNothingAside() {
        expect(between("delay", -60, 600).orQuarantine());
        Table rows = Table.builder(LOOSE)
                .add(null, NOON, 1.0)
                .add("ORD", NOON, 9_999.0)
                .build();
        assertThatThrownBy(() -> features.push("departures", rows))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("origin");
        assertThat(features.quarantine("departures").rowCount()).isZero();
    }

    @Test
    void rowsOfWarningsAreTakenAndReported() {
        expect(between("delay", -60, 600).orWarn());
        ExpectationReport report = features.push("departures", batch(1.0, 601.0));
        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.failed(Action.WARN)).singleElement().satisfies(outcome -> {
            assertThat(outcome.failures()).isEqualTo(1);
            assertThat(outcome.firstRows()).containsExactly(1L);
        });
        assertThat(report)
                .hasToString("feature view 'departures': 2 rows, 2 taken, 0 quarantined\n"
                        + "  expected delay between -60.0 and 600.0, or warn: 1 row fails: 1");
    }

    @Test
    void checkingTakesNothing() {
        expect(notNull("delay").orQuarantine(), volume(2, 3));
        ExpectationReport report = features.check("departures", batch(1.0, null));
        assertThat(report.taken()).isEqualTo(1);
        assertThat(report.quarantined()).isEqualTo(1);
        assertThat(features.check("departures", batch(1.0)).accepted()).isFalse();
        assertThat(features.history("departures").rowCount()).isZero();
        assertThat(features.quarantine("departures").rowCount()).isZero();
    }

    @Test
    void aRowByItselfIsAskedWhatRowsAreAskedAndNotWhatBatchesAre() {
        expect(
                between("delay", -60, 600),
                notNull("delay").orQuarantine(),
                that(col("delay").lt(500)).orWarn(),
                volume(2, 3),
                unique("origin"),
                nullShare("delay", 0));
        assertThat(features.push("departures", batch(1.0).row(0))).isTrue();
        assertThat(features.push("departures", batch(550.0).row(0))).isTrue();
        assertThat(features.push("departures", batch((Double) null).row(0))).isFalse();
        assertThatThrownBy(() -> features.push("departures", batch(601.0).row(0)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("refuses 1 row");
        assertThat(features.history("departures").rowCount()).isEqualTo(2);
        assertThat(features.quarantine("departures").rowCount()).isEqualTo(1);
    }

    @Test
    void aRowByItselfMayHaveItsFieldsInAnyOrder() {
        expect(between("delay", -60, 600).orQuarantine());
        Schema turned = LOOSE.select(List.of("delay", "origin", "departed"));
        assertThat(features.push("departures", Row.of(turned, 1.0, "ORD", NOON)))
                .isTrue();
        assertThat(features.push("departures", Row.of(turned, 601.0, "ORD", NOON)))
                .isFalse();
        assertThat(features.quarantine("departures").row(0).text("origin")).isEqualTo("ORD");
    }

    @Test
    void aShareOfNullsMayBeReachedAndNotPassed() {
        expect(nullShare("delay", 0.5));
        assertThat(features.check("departures", batch(null, 1.0)).accepted()).isTrue();
        assertThat(features.check("departures", batch(null, 1.0, null)).accepted())
                .isFalse();
        assertThat(features.check("departures", batch(Double.NaN, Double.NaN)).accepted())
                .isTrue();
        assertThat(features.check("departures", batch()).accepted()).isTrue();
    }

    @Test
    void ofEqualRowsTheFirstIsTaken() {
        expect(unique("origin", "delay").orQuarantine());
        features.push("departures", batch(1.0, 2.0, 1.0, null, null, Double.NaN, Double.NaN));
        assertThat(features.history("departures").rowCount()).isEqualTo(4);
        assertThat(features.quarantine("departures").rowCount()).isEqualTo(3);
        assertThat(features.push("departures", batch(1.0)).taken())
                .as("nothing is remembered from batch to batch")
                .isEqualTo(1);
    }

    @Test
    void aBatchOfTooFewOrTooManyRowsFailsAsAWhole() {
        expect(volume(1, 2).orQuarantine());
        assertThat(features.push("departures", batch(1.0, 2.0)).taken()).isEqualTo(2);
        assertThat(features.push("departures", batch(1.0, 2.0, 3.0)).quarantined())
                .isEqualTo(3);
        ExpectationReport empty = features.push("departures", batch());
        assertThat(empty.failed(Action.QUARANTINE)).hasSize(1);
        assertThat(empty.toString()).contains("0 rows fail, there are none");
    }

    @Test
    void eventsAreFreshByTheClockOfTheStoreAtBothEnds() {
        expect(fresh(Duration.ofHours(1), Duration.ofMinutes(5)));
        List<Duration> fresh = List.of(Duration.ofHours(-1), Duration.ZERO, Duration.ofMinutes(5));
        List<Duration> stale = List.of(
                Duration.ofHours(-1).minusNanos(1), Duration.ofMinutes(5).plusNanos(1));
        for (Duration offset : fresh) {
            assertThat(features.push("departures", at(NOON.plus(offset)).row(0)))
                    .isTrue();
            assertThat(features.check("departures", at(NOON.plus(offset))).accepted())
                    .isTrue();
        }
        for (Duration offset : stale) {
            assertThatThrownBy(() ->
                            features.push("departures", at(NOON.plus(offset)).row(0)))
                    .isInstanceOf(InvalidException.class);
            assertThat(features.check("departures", at(NOON.plus(offset))).accepted())
                    .isFalse();
        }
        now.set(Instant.parse("2262-04-11T00:00:00Z"));
        assertThat(features.check("departures", at(now.get())).accepted()).isTrue();
    }

    @Test
    void timesTextsAndPatternsAreAskedOfRows() {
        expect(
                between("departed", NOON, NOON.plusSeconds(60)),
                oneOf("origin", List.of("ORD", "ATL", "JFK")),
                matches("origin", "[A-Z]|O.."));
        assertThat(failing(Table.builder(LOOSE).add("ORD", NOON, 1.0).build())).isEmpty();
        assertThat(failing(Table.builder(LOOSE)
                        .add("ORD", NOON.plusSeconds(61), 1.0)
                        .build()))
                .containsExactly(0);
        assertThat(failing(Table.builder(LOOSE).add("OAK", NOON, 1.0).build())).containsExactly(1);
        assertThat(failing(Table.builder(LOOSE).add("JFK", NOON, 1.0).build())).containsExactly(2);
    }

    @Test
    void aPatternThatIsNoneIsRefusedWhenTheViewIsApplied() {
        assertThatThrownBy(() -> expect(matches("origin", "(")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("is no pattern");
    }

    @Test
    void aKeyIsKnownOnceItsViewHasAnEventOfIt() {
        FeatureView airports = FeatureView.named("airports")
                .entity("airport", DataType.STRING)
                .from(Schema.of(Field.of("airport", DataType.STRING), Field.of("opened", DataType.TIMESTAMP)))
                .eventTime("opened")
                .feature("events", count())
                .build();
        features.apply(FeatureService.of("airports", airports));
        expect(known("airports", "origin").orQuarantine());
        Row ord = Row.of(airports.source(), "ORD", NOON);
        assertThat(features.push("departures", batch(1.0).row(0))).isFalse();
        assertThat(features.push("departures", batch(1.0)).taken()).isZero();
        features.push("airports", ord);
        assertThat(features.push("departures", batch(1.0).row(0))).isTrue();
        assertThat(features.push("departures", batch(1.0)).taken()).isEqualTo(1);

        expect(known("airports", "departed"));
        assertThatThrownBy(() -> features.push("departures", batch(1.0)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("other types");
        expect(known("harbours", "origin"));
        assertThatThrownBy(() -> features.push("departures", batch(1.0)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("harbours");
    }

    @Test
    void expectationsThatAreAppliedLaterHoldFromThenOnAndChangeNoMeaning() {
        FeatureService before = expect();
        features.push("departures", batch(9_999.0));
        FeatureService after = expect(between("delay", -60, 600));
        assertThat(after.digest()).isEqualTo(before.digest());
        assertThatThrownBy(() -> features.push("departures", batch(9_999.0))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> features.push("departures", batch(9_999.0).row(0)))
                .isInstanceOf(InvalidException.class);
        assertThat(features.plan(before).changes())
                .allSatisfy(change -> assertThat(change.changesMeaning()).isFalse());
        assertThat(features.plan(before).toString()).contains("changes its description or expectations only");
    }

    @Test
    void aChangeOfTheSchemaIsToldAtOnceAndAsAWhole() {
        expect(notNull("delay"));
        Schema changed = Schema.of(
                Field.of("origin", DataType.INT64),
                Field.of("departed", DataType.TIMESTAMP),
                Field.of("dep_delay", DataType.FLOAT64));
        Table rows = Table.builder(changed).add(7L, NOON, 1.0).build();
        String message = "the events do not have the columns of feature view 'departures': 'origin' is int64, should be"
                + " string; 'delay' float64 is missing. Not read are 'dep_delay' float64";
        assertThatThrownBy(() -> features.push("departures", rows)).hasMessage(message);
        assertThatThrownBy(() -> features.check("departures", rows)).hasMessage(message);
        assertThatThrownBy(() -> features.push("departures", rows.row(0))).hasMessage(message);
        expect();
        assertThatThrownBy(() -> features.push("departures", rows.row(0)))
                .isInstanceOf(InvalidException.class)
                .hasMessage(message);
    }

    private List<Integer> failing(Table rows) {
        List<ExpectationReport.Outcome> outcomes =
                features.check("departures", rows).outcomes();
        return IntStream.range(0, outcomes.size())
                .filter(i -> !outcomes.get(i).passed())
                .boxed()
                .toList();
    }

    private FeatureService expect(Expectation... expectations) {
        FeatureService service = FeatureService.of(
                "delays",
                FeatureView.named("departures")
                        .entity("origin", DataType.STRING)
                        .from(LOOSE)
                        .eventTime("departed")
                        .feature("flights", count())
                        .expect(expectations)
                        .build());
        features.apply(service);
        return service;
    }

    private static Table batch(Double... delays) {
        Table.Builder rows = Table.builder(LOOSE);
        for (Double delay : delays) {
            rows.add("ORD", NOON, delay);
        }
        return rows.build();
    }

    private static Table at(Instant departed) {
        return Table.builder(LOOSE).add("ORD", departed, 1.0).build();
    }
}
