// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;

class ContentTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 500, 1_023})
    void fewDifferentValuesAreCountedExactly(int values) {
        Random random = new Random(values);
        DistinctCounter counter = new DistinctCounter();
        for (int i = 0; i < 20 * values; i++) {
            counter.add(Hashes.of((double) (i < values ? i : random.nextInt(values))));
        }
        assertThat(counter.snapshot().exact()).isTrue();
        assertThat(counter.snapshot().count()).isEqualTo(values);
    }

    /** The mean error of many runs tells a bias, their spread the stated standard error of 3.1 %. */
    @ParameterizedTest
    @ValueSource(ints = {1_500, 20_000, 200_000})
    void manyDifferentValuesAreCountedWithTheStatedError(int values) {
        Random random = new Random(values);
        int runs = 100;
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            DistinctCounter counter = new DistinctCounter();
            double first = random.nextInt();
            for (int i = 0; i < values; i++) {
                counter.add(Hashes.of(first + i));
            }
            double error = (double) counter.snapshot().count() / values - 1;
            sum += error;
            squares += error * error;
        }
        assertThat(sum / runs).as("bias, seed %s", values).isCloseTo(0, within(0.0125));
        assertThat(Math.sqrt(squares / runs)).as("error, seed %s", values).isLessThan(0.04);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void textsThatLookAlikeAreToldApart(long seed) {
        Random random = new Random(seed);
        Set<String> words = new HashSet<>();
        DistinctCounter counter = new DistinctCounter();
        for (int i = 0; i < 3_000; i++) {
            // Words of few letters, of which String.hashCode gives many the same number.
            String word = random.ints(3, 0, 6)
                    .mapToObj(c -> "ABCabc".substring(c, c + 1))
                    .reduce("", String::concat);
            words.add(word);
            counter.add(Hashes.of(word));
        }
        assertThat(counter.snapshot().count()).as("seed %s", seed).isEqualTo(words.size());
        assertThat(Hashes.of("Aa")).isNotEqualTo(Hashes.of("BB"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsInAnyOrderGiveTheSameDifferentValues(long seed) {
        double[] values =
                new Random(seed).ints(30_000, 0, 9_000).asDoubleStream().toArray();
        DistinctValues whole = distinct(values);
        DistinctValues first = distinct(Arrays.copyOfRange(values, 0, 11_000));
        DistinctValues second = distinct(Arrays.copyOfRange(values, 11_000, 11_500));
        DistinctValues third = distinct(Arrays.copyOfRange(values, 11_500, 30_000));

        assertThat(first.plus(second).plus(third)).isEqualTo(whole).isEqualTo(third.plus(first.plus(second)));
        assertThat(DistinctValues.from(whole.toDocument())).isEqualTo(whole);
        assertThat(whole.plus(whole)).isEqualTo(whole);
    }

    @Test
    void typesTellWhyAColumnIsMissing() {
        ReferenceProfile reference = ReferenceProfile.of(
                Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(DoubleColumn.of(1, 2, Double.NaN))));
        Table longs = Table.of(Schema.of(Field.of("x", DataType.INT64)), List.of(LongColumn.of(1, 2)));
        Table texts = Table.of(Schema.of(Field.nullable("x", DataType.STRING)), List.of(StringColumn.of("1", null)));

        Profile all = reference.count(longs).plus(reference.count(texts));
        ColumnProfile column = all.columns().get(0);

        assertThat(reference.columns().get(0).content().types()).containsExactly(entry("float64", 3L));
        assertThat(column.content().types()).containsExactly(entry("int64", 2L), entry("string", 1L));
        assertThat(column.tally().missing()).isEqualTo(2);
    }

    @Test
    void singleValuesHaveTheirTypesAndLengthsToo() {
        Table table = Table.of(Schema.of(Field.of("s", DataType.STRING)), List.of(StringColumn.of("", "abc", "a")));
        ReferenceProfile reference = ReferenceProfile.of(table);
        ColumnCounter counter = reference.columns().get(0).counter();
        counter.add("");
        counter.add("abc");
        counter.add("a");

        assertThat(counter.snapshot()).isEqualTo(reference.columns().get(0));
        Moments lengths = counter.snapshot().content().lengths();
        assertThat(lengths.min()).isZero();
        assertThat(lengths.max()).isEqualTo(3);
        assertThat(lengths.mean()).isEqualTo(4 / 3.0);
    }

    @Test
    void frequentCategoriesAreExactAndTheRestIsBounded() {
        Schema schema = Schema.of(Field.of("word", DataType.STRING));
        ReferenceProfile reference =
                ReferenceProfile.of(Table.builder(schema).add("a").add("b").build());
        Table.Builder builder = Table.builder(schema)
                .add("b")
                .add("b")
                .add("a")
                .add("new")
                .add("new")
                .add("new");
        ColumnProfile few = reference.count(builder.build()).columns().get(0);
        for (int i = 0; i < 2_000; i++) {
            builder.add("id" + i);
        }
        ColumnProfile many = reference.count(builder.build()).columns().get(0);

        assertThat(few.frequent(2)).containsExactly(new FrequentValue("new", 3), new FrequentValue("b", 2));
        assertThat(few.unlistedRows()).isZero();
        assertThat(many.frequent(9)).containsExactly(new FrequentValue("b", 2), new FrequentValue("a", 1));
        assertThat(many.unlistedRows()).isEqualTo(2_003);
        assertThat(many.content().distinct().count()).isBetween(1_800L, 2_200L);
    }

    private static DistinctValues distinct(double[] values) {
        DistinctCounter counter = new DistinctCounter();
        Arrays.stream(values).forEach(value -> counter.add(Hashes.of(value)));
        return counter.snapshot();
    }
}
