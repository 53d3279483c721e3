// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.monitoring.quality.Constraint.between;
import static org.mlops4j.monitoring.quality.Constraint.finite;
import static org.mlops4j.monitoring.quality.Constraint.fresh;
import static org.mlops4j.monitoring.quality.Constraint.length;
import static org.mlops4j.monitoring.quality.Constraint.notNull;
import static org.mlops4j.monitoring.quality.Constraint.nullShare;
import static org.mlops4j.monitoring.quality.Constraint.oneOf;
import static org.mlops4j.monitoring.quality.Constraint.ordered;
import static org.mlops4j.monitoring.quality.Constraint.satisfies;
import static org.mlops4j.monitoring.quality.Constraint.sum;
import static org.mlops4j.monitoring.quality.Constraint.type;
import static org.mlops4j.monitoring.quality.Constraint.unique;
import static org.mlops4j.monitoring.quality.Constraint.volume;
import static org.mlops4j.monitoring.quality.Constraint.volumeLike;
import static org.mlops4j.monitoring.quality.QualityVerdict.FAILED;
import static org.mlops4j.monitoring.quality.QualityVerdict.NO_DATA;
import static org.mlops4j.monitoring.quality.QualityVerdict.PASSED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;

class QualityTest {

    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Schema SCHEMA = Schema.of(
            Field.nullable("fare", DataType.FLOAT64),
            Field.nullable("tax", DataType.FLOAT64),
            Field.nullable("total", DataType.FLOAT64),
            Field.nullable("seats", DataType.INT64),
            Field.nullable("carrier", DataType.STRING),
            Field.nullable("late", DataType.BOOLEAN),
            Field.nullable("departed", DataType.TIMESTAMP));
    private static final Table TICKETS = Table.builder(SCHEMA)
            .add(100.0, 7.0, 107.0, 1L, "AA", true, NOON.minusSeconds(60))
            .add(200.0, 14.0, 214.0, 2L, "UA", false, NOON.minusSeconds(50))
            .add(Double.NaN, 7.0, 107.0, 2L, "Übersee", null, NOON.minusSeconds(55))
            .add(null, 7.0, 99.0, null, null, true, null)
            .add(300.0, 21.0, 320.0, 1L, "AA", false, NOON.plusSeconds(3_600))
            .build();

    @Test
    void eachCheckCountsTheRowsThatItLooksAtAndThoseThatFail() {
        assertCounts(notNull("fare"), 5, 1);
        assertCounts(notNull("departed"), 5, 1);
        assertCounts(finite("fare"), 4, 1);
        assertCounts(between("fare", 100, 250), 4, 2);
        assertCounts(between("seats", 1, 1), 4, 2);
        assertCounts(between("departed", NOON.minusSeconds(55), NOON), 4, 2);
        assertCounts(oneOf("carrier", List.of("AA", "UA")), 4, 1);
        assertCounts(oneOf("late", List.of("true")), 4, 2);
        assertCounts(length("carrier", 2, 2), 4, 1);
        assertCounts(unique("carrier"), 5, 1);
        assertCounts(unique("carrier", "seats"), 5, 1);
        assertCounts(unique("fare"), 5, 0);
        assertCounts(ordered("departed", RowCheck.Order.INCREASING), 4, 1);
        assertCounts(ordered("fare", RowCheck.Order.STRICTLY_INCREASING), 4, 1);
        assertCounts(sum(List.of("fare", "tax"), "total", 0.5), 4, 2);
        assertCounts(satisfies("cheap", row -> !(row.number("fare") > 250)), 5, 1);
    }

    @Test
    void aTableFailsAsAWhole() {
        assertCounts(type("seats", DataType.INT64), 5, 0);
        assertCounts(type("seats", DataType.FLOAT64), 5, 5);
        assertCounts(volume(5, 5), 5, 0);
        assertCounts(volume(6, 10), 5, 5);
        assertCounts(volumeLike(10, 0.5), 5, 0);
        assertCounts(volumeLike(12, 0.5), 5, 5);
        assertCounts(fresh("departed", Duration.ofSeconds(50)), 5, 0);
        assertCounts(fresh("departed", Duration.ofSeconds(49)), 5, 5);

        assertThat(result(volume(6, 10)).reason()).isEqualTo("there are 5");
        assertThat(result(fresh("departed", Duration.ZERO)).reason()).isEqualTo("it is PT50S old");
        assertThat(result(type("seats", DataType.FLOAT64)).reason()).startsWith("column 'seats' is int64");
    }

    @ParameterizedTest
    @EnumSource(RowCheck.Order.class)
    void ordersTellTiesApart(RowCheck.Order order) {
        Table flat = numbers(1.0, 1.0, Double.NaN, -0.0, 0.0);
        Table up = numbers(1.0, 2.0, 3.0);

        boolean strict = order.name().startsWith("STRICTLY");
        boolean increasing = order.name().endsWith("INCREASING");
        assertThat(result(ordered("x", order), flat).failed()).isEqualTo(1 + (strict ? 2 : 0) + (increasing ? 1 : 0));
        assertThat(result(ordered("x", order), up).failed()).isEqualTo(increasing ? 0 : 2);
    }

    @Test
    void aShareOfTheRowsLookedAtMayFail() {
        assertThat(result(between("fare", 100, 250)).verdict()).isEqualTo(FAILED);
        assertThat(result(between("fare", 100, 250).exceptShare(0.5)).verdict()).isEqualTo(PASSED);
        assertThat(result(between("fare", 100, 250).exceptShare(0.49)).verdict())
                .isEqualTo(FAILED);
        assertThat(result(nullShare("fare", 0.2)).verdict()).isEqualTo(PASSED);
        assertThatThrownBy(() -> volume(1, 2).exceptShare(0.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingColumnsAndOtherTypesFailAllRowsAndStopNoOthers() {
        QualityReport report = Quality.check(
                TICKETS,
                List.of(
                        notNull("gate"),
                        between("carrier", 0, 1),
                        notNull("carrier").exceptShare(0.2)),
                NOON);

        assertThat(report.results()).extracting(ConstraintResult::verdict).containsExactly(FAILED, FAILED, PASSED);
        assertThat(report.results().get(0).failedShare()).isEqualTo(1);
        assertThat(report.results().get(0).reason()).isEqualTo("there is no column 'gate'");
        assertThat(report.results().get(1).reason()).startsWith("column 'carrier' is string");
        assertThat(report.verdict()).isEqualTo(FAILED);
        assertThat(report.toString())
                .startsWith("5 rows, 2 of 3 constraints did not pass\n  gate is not null: FAILED, 5 of 5 rows fail,"
                        + " there is no column 'gate'");
    }

    @Test
    void nothingToLookAtIsNoPass() {
        Table none = TICKETS.slice(0, 0);

        assertThat(result(notNull("fare"), none).verdict()).isEqualTo(NO_DATA);
        assertThat(result(notNull("fare"), none).failedShare()).isNaN();
        assertThat(result(notNull("fare"), Table.of(Schema.of(), List.of())).verdict())
                .isEqualTo(NO_DATA);
        assertThat(result(fresh("departed", Duration.ofDays(1)), none).verdict())
                .isEqualTo(NO_DATA);
        assertThat(result(between("fare", 0, 1), TICKETS.slice(3, 4)).reason()).isEqualTo("no row has a value");
        assertThat(result(volume(1, 2), none).verdict()).isEqualTo(FAILED);
        assertThat(result(volume(1, 2), none).failedShare()).isEqualTo(1);
        assertThat(result(volume(0, 2), none).verdict()).isEqualTo(PASSED);
        assertThat(Quality.check(TICKETS, List.of(), NOON).verdict()).isEqualTo(NO_DATA);
    }

    @Test
    void examplesAreTheFirstRowsAndBounded() {
        Table.Builder many = Table.builder(Schema.of(Field.of("text", DataType.STRING)));
        for (int row = 0; row < 1_000; row++) {
            many.add("x".repeat(500));
        }
        ConstraintResult result = result(length("text", 0, 10), many.build());

        assertThat(result.failed()).isEqualTo(1_000);
        assertThat(result.examples()).hasSize(ConstraintResult.MOST_EXAMPLES);
        assertThat(result.examples().get(4).row()).isEqualTo(4);
        assertThat(result.examples().get(4).values()).startsWith("text=xxx").hasSizeLessThan(130);
        assertThat(result(sum(List.of("fare", "tax"), "total", 0.5)).toString())
                .isEqualTo("fare + tax is total within 0.5: FAILED, 2 of 4 rows fail:"
                        + " row 2 (fare=NaN, tax=7.0, total=107.0); row 4 (fare=300.0, tax=21.0, total=320.0)");
    }

    @Test
    void signalsHaveTheShareThatFailedAndNoValues() {
        Instant from = NOON.minusSeconds(3_600);
        List<Signal> signals = Quality.check(
                        TICKETS, List.of(oneOf("carrier", List.of("AA", "UA")), volume(1, 9)), NOON)
                .signals(from, NOON);

        assertThat(signals).extracting(Signal::name).containsExactly("quality.one_of.carrier", "quality.volume");
        Signal carrier = signals.get(0);
        assertThat(carrier.value()).isEqualTo(0.25);
        assertThat(carrier.rows()).isEqualTo(4);
        assertThat(carrier.from()).isEqualTo(from);
        assertThat(carrier.detail().get(SignalDetail.VERDICT).text()).isEqualTo("FAILED");
        assertThat(carrier.detail().get("rows").list()).hasSize(1);
        assertThat(carrier.toDocument().toString()).doesNotContain("Übersee");
        assertThat(signals.get(1).value()).isZero();
    }

    @Test
    void constraintsReadBackAsTheyWere() {
        List<Constraint> all = List.of(
                notNull("a"),
                nullShare("a", 0.25).named("few nulls"),
                finite("a"),
                between("a", Double.NEGATIVE_INFINITY, 3),
                between("t", NOON.minusNanos(1), NOON),
                oneOf("s", List.of("x", "y")),
                length("s", 1, 9),
                unique("a", "s"),
                ordered("a", RowCheck.Order.STRICTLY_DECREASING),
                sum(List.of("a", "b"), "c", 0.01),
                type("v", new DataType.Vector(3)),
                fresh("t", Duration.ofMinutes(3)),
                volume(1, Long.MAX_VALUE));

        assertThat(all).allSatisfy(constraint -> {
            assertThat(Constraint.from(constraint.toDocument())).isEqualTo(constraint);
            assertThat(constraint.text()).isNotEmpty();
        });
    }

    @Test
    void codeIsGivenAgainUnderItsName() {
        Constraint cheap = satisfies("cheap", row -> true);

        assertThat(cheap.name()).isEqualTo("satisfies.cheap");
        assertThat(Constraint.from(cheap.toDocument(), Map.of("cheap", ((RowCheck.Satisfies) cheap.check()).test())))
                .isEqualTo(cheap);
        assertThatThrownBy(() -> Constraint.from(cheap.toDocument()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'cheap' is code");
    }

    @Test
    void wrongCallsAndDocumentsAreRefused() {
        assertThatThrownBy(() -> Quality.check(TICKETS, List.of(notNull("fare"), nullShare("fare", 0.1)), NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'not_null.fare'")
                .hasMessageContaining("named(…)");
        assertThatThrownBy(() -> between("fare", 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> between("fare", Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> volumeLike(10, 2)).isInstanceOf(IllegalArgumentException.class);
        var document = (Document.Fields) notNull("a").toDocument();
        assertThatThrownBy(() -> Constraint.from(document.with(
                        "check", Document.object().with("kind", "regex").with("column", "a"))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("known are not_null");
        assertThatThrownBy(() -> Constraint.from(document.with(
                        "check", length("a", 0, 1).check().toDocument().with("least", -5L))))
                .isInstanceOf(InvalidException.class);
    }

    private static void assertCounts(Constraint constraint, long checked, long failed) {
        ConstraintResult result = result(constraint);
        assertThat(result.checked()).as(constraint.text()).isEqualTo(checked);
        assertThat(result.failed()).as(constraint.text()).isEqualTo(failed);
        assertThat(result.verdict()).as(constraint.text()).isEqualTo(failed == 0 ? PASSED : FAILED);
    }

    private static ConstraintResult result(Constraint constraint) {
        return result(constraint, TICKETS);
    }

    private static ConstraintResult result(Constraint constraint, Table table) {
        return Quality.check(table, List.of(constraint), NOON).results().get(0);
    }

    private static Table numbers(double... values) {
        Table.Builder table = Table.builder(Schema.of(Field.of("x", DataType.FLOAT64)));
        for (double value : values) {
            table.add(value);
        }
        return table.build();
    }
}
