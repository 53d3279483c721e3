// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.ColumnSummary.Frequent;

class ColumnSummaryTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("x", DataType.FLOAT64),
            Field.nullable("n", DataType.INT64),
            Field.nullable("word", DataType.STRING),
            Field.nullable("yes", DataType.BOOLEAN),
            Field.nullable("time", DataType.TIMESTAMP),
            Field.nullable("vector", new DataType.Vector(2)));
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private static ColumnSummary of(String column, Table... pages) {
        TableDigest digest = TableDigest.withProfile(SCHEMA);
        List.of(pages).forEach(digest::add);
        DatasetRef dataset = digest.finish("train", "");
        assertThat(DatasetRef.from(dataset.toDocument())).isEqualTo(dataset);
        return dataset.findProfile(column).orElseThrow();
    }

    @Test
    void everyTypeTellsWhatItCan() {
        double[] vector = {1, 2};
        Table table = Table.builder(SCHEMA)
                .add(1.5, Long.MAX_VALUE, "red", true, NOON, vector)
                .add(-0.0, Long.MAX_VALUE - 1, "blue", true, NOON.plusNanos(1), vector)
                .add(Double.NaN, 3L, "red", false, NOON, vector)
                .add(Double.POSITIVE_INFINITY, 3L, "green", null, null, null)
                .add(null, null, null, null, null, null)
                .build();
        assertThat(of("x", table))
                .isEqualTo(new ColumnSummary(
                        1,
                        1,
                        Document.of(-0.0),
                        Document.of(Double.POSITIVE_INFINITY),
                        0.75,
                        Math.sqrt(1.125),
                        4L,
                        List.of()));
        ColumnSummary whole = of("n", table);
        assertThat(whole.findMin()).contains(Document.of(3));
        assertThat(whole.findMax()).contains(Document.of(Long.MAX_VALUE));
        assertThat(whole.findDistinct()).hasValue(3);
        assertThat(of("word", table))
                .isEqualTo(new ColumnSummary(
                        1, 0, null, null, Double.NaN, Double.NaN, 3L, List.of(new Frequent("red", 2))));
        assertThat(of("yes", table).frequent()).containsExactly(new Frequent("true", 2));
        ColumnSummary time = of("time", table);
        assertThat(time.findMin()).contains(Document.of(NOON));
        assertThat(time.findMax()).contains(Document.of(NOON.plusNanos(1)));
        assertThat(time.mean()).isNaN();
        assertThat(of("vector", table))
                .isEqualTo(new ColumnSummary(2, 0, null, null, Double.NaN, Double.NaN, null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pagesMakeNoDifferenceAndNumbersAreThoseOfAPlainLoop(long seed) {
        Random random = new Random(seed);
        Table.Builder builder = Table.builder(SCHEMA);
        List<Double> values = new ArrayList<>();
        int kinds = random.nextBoolean() ? 50 : ColumnSummary.MOST_DISTINCT + 1_000;
        for (int i = 0; i < 4_000; i++) {
            Double x = random.nextInt(10) == 0 ? null : 1e6 + random.nextInt(kinds);
            values.add(x);
            builder.add(x, null, "w" + random.nextInt(kinds), null, null, null);
        }
        Table whole = builder.build();
        int cut = random.nextInt(4_000);
        Table[] pages = {whole.slice(0, cut), whole.slice(cut, 4_000)};
        for (String column : SCHEMA.names()) {
            assertThat(of(column, pages)).as("seed %s", seed).isEqualTo(of(column, whole));
        }
        double[] present =
                values.stream().filter(Objects::nonNull).mapToDouble(x -> x).toArray();
        double mean = DoubleStream.of(present).average().orElseThrow();
        double squares =
                DoubleStream.of(present).map(x -> (x - mean) * (x - mean)).sum();
        ColumnSummary x = of("x", whole);
        assertThat(x.nulls()).isEqualTo(4_000 - present.length);
        assertThat(x.mean()).isCloseTo(mean, within(1e-6));
        assertThat(x.deviation()).isCloseTo(Math.sqrt(squares / (present.length - 1)), within(1e-6));
        long different = DoubleStream.of(present).distinct().count();
        assertThat(x.distinct()).isEqualTo(different > ColumnSummary.MOST_DISTINCT ? null : (Long) different);
        assertThat(of("word", whole).frequent()).hasSize(kinds == 50 ? 10 : 0);
    }

    @Test
    void aWideTableAndOneThatMayNotBeSeenHaveNoProfile() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i <= DatasetRef.MOST_PROFILED; i++) {
            fields.add(Field.of("c" + i, DataType.FLOAT64));
        }
        assertThat(TableDigest.withProfile(Schema.of(fields)).finish("wide", "").profile())
                .isEmpty();
        DatasetRef seen = DatasetRef.of("train", Table.builder(SCHEMA).build(), "");
        assertThat(seen.profile()).hasSize(6);
        assertThat(seen.withoutProfile().profile()).isEmpty();
        assertThat(seen.withoutProfile().digest()).isEqualTo(seen.digest());
        assertThat(DatasetRef.from(seen.withoutProfile().toDocument())).isEqualTo(seen.withoutProfile());
    }
}
