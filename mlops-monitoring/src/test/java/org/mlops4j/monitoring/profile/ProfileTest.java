// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.IncompatibleException;

class ProfileTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("delay", DataType.FLOAT64),
            Field.nullable("distance", DataType.INT64),
            Field.nullable("carrier", DataType.STRING),
            Field.nullable("late", DataType.BOOLEAN));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void partsInAnyOrderAddUpToTheBitsOfOnePass(long seed) {
        Random random = new Random(seed);
        Table table = table(random, 5_000);
        ReferenceProfile reference = ReferenceProfile.of(table.slice(0, 1_000));
        List<Profile> parts = new ArrayList<>();
        for (int from = 0; from < table.rowCount(); ) {
            int to = Math.min(table.rowCount(), from + 1 + random.nextInt(700));
            parts.add(reference.count(table.slice(from, to)));
            from = to;
        }
        Collections.shuffle(parts, random);

        Profile merged = parts.stream().reduce(Profile::plus).orElseThrow();

        assertThat(merged).as("seed %s", seed).isEqualTo(reference.count(table));
        assertThat(merged.toDocument().digest())
                .isEqualTo(reference.count(table).toDocument().digest());
    }

    @Test
    void whatIsMissingIsCountedByItsKind() {
        Table table = Table.builder(SCHEMA)
                .add(null, null, null, null)
                .add(Double.NaN, 1L, "AA", true)
                .add(Double.POSITIVE_INFINITY, 2L, "UA", false)
                .add(Double.NEGATIVE_INFINITY, 3L, "UA", false)
                .add(-0.0, 3L, "UA", false)
                .build();

        ColumnProfile delay = ReferenceProfile.of(table).columns().get(0);

        assertThat(delay.tally()).isEqualTo(new Tally(5, 1, 1, 1, 1));
        assertThat(delay.tally().missingShare()).isEqualTo(0.4);
        assertThat(delay.histogram().total()).isEqualTo(3);
        assertThat(delay.moments().count()).isEqualTo(1);
        assertThat(delay.moments().mean()).isZero();
        assertThat(Double.doubleToRawLongBits(delay.moments().min())).isZero();
        assertThat(delay.values().toArray()).containsExactly(Double.NEGATIVE_INFINITY, 0.0, Double.POSITIVE_INFINITY);
    }

    @Test
    void categoriesGoByFrequencyThenName() {
        Table table = Table.builder(Schema.of(Field.of("word", DataType.STRING)))
                .add("b")
                .add("c")
                .add("c")
                .add("a")
                .build();
        ReferenceProfile reference = ReferenceProfile.of(table);

        assertThat(((CategoryBins) reference.columns().get(0).histogram().bins()).categories())
                .containsExactly("c", "a", "b");
        ColumnCounter counter = reference.columns().get(0).counter();
        counter.add("new");
        counter.add("c");
        counter.addNull();
        assertThat(counter.snapshot().histogram().counts()).containsExactly(1L, 0L, 0L, 1L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quantileCellsHoldAboutEqualCountsAndNeverPartEqualValues(long seed) {
        double[] values =
                new Random(seed).doubles(10_007).map(v -> Math.round(v * 500)).toArray();
        SortedValues sorted = SortedValues.of(values);
        QuantileBins bins = QuantileBins.of(sorted, 20);
        long[] counts = new long[bins.size()];
        Arrays.stream(values).forEach(value -> counts[bins.cell(value)]++);

        assertThat(bins.size()).isEqualTo(20);
        // A cell may hold all values that tie with its edge: about 20 here.
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(440L, 560L));
        double[] edges = bins.edges();
        for (double value : values) {
            int cell = (int) Arrays.stream(edges).filter(edge -> edge < value).count();
            assertThat(bins.cell(value)).isEqualTo(cell);
        }
    }

    @Test
    void oddReferencesHaveBinsToo() {
        assertThat(QuantileBins.of(SortedValues.NONE, 20).size()).isEqualTo(1);
        assertThat(QuantileBins.of(SortedValues.of(3, 3), 20).edges()).containsExactly(Math.nextDown(3.0), 3.0);
        assertThat(QuantileBins.of(SortedValues.of(1, 2, 2, 3), 20).edges()).containsExactly(1, 2);
        QuantileBins infinite = QuantileBins.of(
                SortedValues.of(Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.POSITIVE_INFINITY), 20);
        assertThat(infinite.cell(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(infinite.cell(-0.0)).isEqualTo(1);
        assertThat(infinite.cell(Double.POSITIVE_INFINITY)).isEqualTo(2);
    }

    @Test
    void longReferencesKeepASampleThatTheSeedDecides() {
        double[] values = new Random(9).doubles(150_000).toArray();
        Schema schema = Schema.of(Field.of("x", DataType.FLOAT64));
        Table table = Table.of(schema, List.of(DoubleColumn.of(values)));

        SortedValues kept = ReferenceProfile.of(table).columns().get(0).values();

        assertThat(kept.size()).isEqualTo(ReferenceProfile.KEPT_VALUES);
        assertThat(kept).isEqualTo(ReferenceProfile.of(table).columns().get(0).values());
        assertThat(kept.toArray()).isSorted();
        // The mean of a sample of two thirds strays from that of all by 0.0005 at one standard error.
        assertThat(Arrays.stream(kept.toArray()).average().orElseThrow())
                .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(0.002));
    }

    @Test
    void newCategoriesAreKeptWithTheirCountsUntilTheyAreTooMany() {
        Schema schema = Schema.of(Field.of("word", DataType.STRING));
        ReferenceProfile reference =
                ReferenceProfile.of(Table.builder(schema).add("a").build());
        Table.Builder builder = Table.builder(schema);
        for (int i = 0; i < 3 * OtherCategories.LIMIT; i++) {
            builder.add("new" + i / 2);
        }
        Table table = builder.build();
        List<Profile> thirds = new ArrayList<>();
        for (int third = 0; third < 3; third++) {
            thirds.add(
                    reference.count(table.slice(third * OtherCategories.LIMIT, (third + 1) * OtherCategories.LIMIT)));
        }
        Profile inOrder = thirds.get(0).plus(thirds.get(1)).plus(thirds.get(2));
        Profile backwards = thirds.get(2).plus(thirds.get(1).plus(thirds.get(0)));

        OtherCategories first = thirds.get(0).columns().get(0).others();
        assertThat(first.complete()).isTrue();
        assertThat(first.counts()).hasSize(500).containsEntry("new7", 2L);
        assertThat(inOrder).isEqualTo(backwards).isEqualTo(reference.count(table));
        assertThat(inOrder.columns().get(0).others().complete()).isFalse();
        assertThat(inOrder.columns().get(0).others().rows()).isEqualTo(3_000);
        assertThat(Profile.from(inOrder.toDocument())).isEqualTo(inOrder);
    }

    @Test
    void whatIsStoredReadsBackAsItWas() {
        ReferenceProfile reference = ReferenceProfile.of(table(new Random(6), 300));
        Document document = reference.toDocument();

        assertThat(ReferenceProfile.from(document)).isEqualTo(reference);
        assertThatThrownBy(() -> Profile.from(((Document.Fields) document).with("version", 2)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("update the library");
    }

    @Test
    void profilesOfDifferentReferencesDoNotAddUp() {
        Table table = table(new Random(6), 300);
        Profile one = ReferenceProfile.of(table.slice(0, 100)).count(table);
        Profile other = ReferenceProfile.of(table.slice(100, 200)).count(table);

        assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IncompatibleException.class);
    }

    @Test
    void vectorsAreProfiledByTheirNormsIfAskedFor() {
        Schema schema = Schema.of(Field.of("embedding", new DataType.Vector(2)));
        Table table = Table.of(schema, List.of(VectorColumn.of(2, 3, 4, 0, 0, 3e300, 4e300, Double.NaN, 1)));
        Table wider = Table.of(
                Schema.of(Field.of("embedding", new DataType.Vector(3))), List.of(VectorColumn.of(3, 1, 2, 3)));
        ReferenceProfile reference = ReferenceProfile.of(table, List.of("embedding"));
        ColumnProfile norms = reference.columns().get(0);

        assertThat(ReferenceProfile.of(table).columns()).isEmpty();
        assertThat(norms.values().toArray()).containsExactly(0, 5, 5e300);
        assertThat(norms.tally().nans()).isEqualTo(1);
        assertThat(norms.content().types()).containsExactly(entry("vector(2)", 4L));
        assertThat(reference.count(table).columns().get(0)).isEqualTo(norms.withValues(SortedValues.NONE));
        assertThat(reference.count(wider).columns().get(0).tally().missing()).isEqualTo(1);
    }

    private static Table table(Random random, int rows) {
        String[] carriers = {"AA", "UA", "WN", null};
        Table.Builder table = Table.builder(SCHEMA);
        for (int i = 0; i < rows; i++) {
            Double delay = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            table.add(
                    random.nextInt(20) == 0 ? null : random.nextInt(50) == 0 ? Double.NaN : delay,
                    (long) random.nextInt(3_000),
                    carriers[random.nextInt(carriers.length)],
                    random.nextBoolean());
        }
        return table.build();
    }
}
