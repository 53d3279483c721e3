// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;
import static org.mlops4j.monitoring.drift.DriftVerdict.INSUFFICIENT_DATA;
import static org.mlops4j.monitoring.drift.DriftVerdict.OK;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ReferenceProfile;

class DriftReportTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("distance", DataType.FLOAT64),
            Field.nullable("carrier", DataType.STRING),
            Field.nullable("late", DataType.BOOLEAN));

    @Test
    void theSameDistributionIsOk() {
        DriftReport report = Drift.between(flights(1, 5_000, 0), flights(2, 5_000, 0), DriftPolicy.defaults());

        assertThat(report.verdict()).isEqualTo(OK);
        assertThat(report.columns()).hasSize(3);
        assertThat(report.driftedShare()).isZero();
    }

    @Test
    void theShiftedColumnComesFirst() {
        DriftReport report = Drift.between(flights(1, 5_000, 0), flights(2, 5_000, 0.5), DriftPolicy.defaults());

        assertThat(report.verdict()).isEqualTo(DRIFT);
        assertThat(report.drifted()).extracting(ColumnDrift::column).containsExactly("distance");
        assertThat(report.columns().get(0).column()).isEqualTo("distance");
    }

    @Test
    void theFormForMachinesHoldsWhatIsReadAndNotWhatIsAddedUp() {
        DriftReport report = Drift.between(flights(1, 5_000, 0), flights(2, 5_000, 0.5), DriftPolicy.defaults());
        String form = report.toDocument().toString();

        assertThat(form).contains("mean", "histogram", "distinct").doesNotContain("hashes", "squares");
        assertThat(form).hasSizeLessThan(12_000);
    }

    @Test
    void aChangeTooSmallToMatterIsNotDriftHoweverSignificant() {
        DriftReport report = Drift.between(flights(1, 100_000, 0), flights(2, 100_000, 0.08), DriftPolicy.defaults());

        DriftResult ks = report.find("distance").orElseThrow().results().get(0);
        assertThat(ks.adjustedPValue()).isLessThan(0.01);
        assertThat(ks.verdict()).isEqualTo(OK);
    }

    @Test
    void fewRowsAreNotCalledOk() {
        DriftReport report = Drift.between(flights(1, 50, 0), flights(2, 50, 0), DriftPolicy.defaults());

        assertThat(report.verdict()).isEqualTo(INSUFFICIENT_DATA);
        assertThat(report.find("distance").orElseThrow().results().get(0).neededRows())
                .isBetween(500L, 2_000L);
    }

    @Test
    void valuesThatGoMissingAreDriftThoughTheRestIsTheSame() {
        Table reference = numbers(1, 2_000, 0);
        Table current = numbers(2, 2_000, 0.95);

        ColumnDrift drift = Drift.between(reference, current, DriftPolicy.defaults())
                .find("x")
                .orElseThrow();

        assertThat(drift.verdict()).isEqualTo(DRIFT);
        assertThat(drift.results())
                .filteredOn(result -> result.verdict() == DRIFT)
                .extracting(result -> result.measurement().effect())
                .singleElement()
                .satisfies(effect -> assertThat(effect).isBetween(0.9, 1.0));
    }

    @Test
    void oddColumnsGetAVerdictAndStopNoOthers() {
        Schema schema = Schema.of(
                Field.nullable("null", DataType.FLOAT64),
                Field.of("nan", DataType.FLOAT64),
                Field.of("constant", DataType.FLOAT64),
                Field.of("infinite", DataType.FLOAT64),
                Field.nullable("noText", DataType.STRING),
                Field.of("good", DataType.FLOAT64));
        for (int rows : new int[] {0, 1, 2, 3_000}) {
            Table odd = odd(schema, 7, rows);
            for (int others : new int[] {0, 1, 2, 3_000}) {
                DriftReport report = Drift.between(odd, odd(schema, 8, others), DriftPolicy.defaults());
                assertThat(report.columns()).hasSize(6);
                assertThat(report.verdict()).isNotEqualTo(DRIFT);
                assertThat(report.toDocument().get("columns").list()).hasSize(6);
            }
        }
        DriftReport shifted = Drift.between(
                odd(schema, 7, 3_000),
                odd(schema, 8, 3_000).without("good").with(Field.of("good", DataType.FLOAT64), constant(3_000, 9)),
                DriftPolicy.defaults());
        assertThat(shifted.drifted()).extracting(ColumnDrift::column).containsExactly("good");
    }

    @Test
    void aConstantThatChangesIsDrift() {
        Table zeros = Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(constant(2_000, 0)));
        Table ones = Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(constant(2_000, 1)));
        ReferenceProfile reference = ReferenceProfile.of(zeros);

        assertThat(Drift.between(reference, ones, DriftPolicy.defaults()).verdict())
                .isEqualTo(DRIFT);
        assertThat(Drift.between(reference, reference.count(ones), DriftPolicy.defaults())
                        .verdict())
                .isEqualTo(DRIFT);
        assertThat(Drift.between(reference, zeros, DriftPolicy.defaults()).verdict())
                .isEqualTo(OK);
    }

    @Test
    void columnsThatVanishedOrChangedTheirKindAreDrift() {
        Table reference = numbers(1, 2_000, 0);
        Table renamed = Table.of(Schema.of(Field.of("y", DataType.FLOAT64)), List.of(constant(2_000, 1)));
        Table texts = Table.of(
                Schema.of(Field.of("x", DataType.STRING)),
                List.of(StringColumn.of(
                        new Random(3).doubles(2_000).mapToObj(Double::toString).toArray(String[]::new))));

        assertThat(Drift.between(reference, renamed, DriftPolicy.defaults()).verdict())
                .isEqualTo(DRIFT);
        assertThat(Drift.between(reference, texts, DriftPolicy.defaults()).verdict())
                .isEqualTo(DRIFT);
    }

    @Test
    void newCategoriesAreCountedAndFound() {
        Schema schema = Schema.of(Field.of("carrier", DataType.STRING));
        Table reference = Table.of(schema, List.of(words(1_000, "AA", "UA", "WN")));
        Table current = Table.of(schema, List.of(words(1_000, "AA", "UA", "WN", "B6")));

        ColumnDrift drift = Drift.between(reference, current, DriftPolicy.defaults())
                .find("carrier")
                .orElseThrow();

        assertThat(drift.verdict()).isEqualTo(DRIFT);
        assertThat(drift.otherCategories()).isEqualTo(250);
        assertThat(drift.distances())
                .allSatisfy(distance -> assertThat(distance.effect()).isFinite());
    }

    @Test
    void identifiersAreNotTestedAndSayWhy() {
        Schema schema = Schema.of(Field.of("id", DataType.STRING));
        String[] ids = new String[5_000];
        Arrays.setAll(ids, i -> "id" + i);
        Table reference = Table.of(schema, List.of(StringColumn.of(ids)));
        Arrays.setAll(ids, i -> "other" + i);
        Table current = Table.of(schema, List.of(StringColumn.of(ids)));

        ColumnDrift drift = Drift.between(reference, current, DriftPolicy.defaults())
                .find("id")
                .orElseThrow();

        assertThat(drift.verdict()).isEqualTo(INSUFFICIENT_DATA);
        assertThat(drift.results().get(0).measurement().reason()).startsWith("has more than 1000 categories");
    }

    @Test
    void wholeNumbersCompareWithRealOnes() {
        Table longs = Table.of(
                Schema.of(Field.of("x", DataType.INT64)),
                List.of(LongColumn.of(new Random(1).longs(3_000, 0, 100).toArray())));
        Table doubles = Table.of(
                Schema.of(Field.of("x", DataType.FLOAT64)),
                List.of(DoubleColumn.of(
                        new Random(2).longs(3_000, 0, 100).asDoubleStream().toArray())));

        assertThat(Drift.between(longs, doubles, DriftPolicy.defaults()).verdict())
                .isEqualTo(OK);
    }

    private static Table flights(long seed, int rows, double shift) {
        Random random = new Random(seed);
        String[] carriers = {"AA", "UA", "WN", "DL"};
        Table.Builder table = Table.builder(SCHEMA);
        for (int i = 0; i < rows; i++) {
            table.add(
                    random.nextDouble() < 0.02 ? null : random.nextGaussian() + shift,
                    carriers[random.nextInt(carriers.length)],
                    random.nextDouble() < 0.2);
        }
        return table.build();
    }

    private static Table numbers(long seed, int rows, double missing) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(Schema.of(Field.nullable("x", DataType.FLOAT64)));
        for (int i = 0; i < rows; i++) {
            boolean gone = random.nextDouble() < missing;
            table.add(gone ? (i % 2 == 0 ? null : Double.NaN) : (Double) random.nextGaussian());
        }
        return table.build();
    }

    private static Table odd(Schema schema, long seed, int rows) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(schema);
        double[] infinite = {Double.POSITIVE_INFINITY, Double.MAX_VALUE, -0.0, 0.0, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < rows; i++) {
            table.add(null, Double.NaN, 4.0, infinite[random.nextInt(5)], null, random.nextDouble());
        }
        return table.build();
    }

    private static DoubleColumn constant(int rows, double value) {
        double[] values = new double[rows];
        Arrays.fill(values, value);
        return DoubleColumn.of(values);
    }

    private static StringColumn words(int rows, String... words) {
        String[] texts = new String[rows];
        for (int i = 0; i < rows; i++) {
            texts[i] = words[i % words.length];
        }
        return StringColumn.of(texts);
    }
}
