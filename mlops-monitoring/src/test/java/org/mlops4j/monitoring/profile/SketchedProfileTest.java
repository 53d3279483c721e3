// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftVerdict;

class SketchedProfileTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("fare", DataType.FLOAT64),
            Field.of("stops", DataType.INT64),
            Field.nullable("origin", DataType.STRING),
            Field.of("late", DataType.BOOLEAN));

    static Stream<DoubleUnaryOperator> shapes() {
        return Stream.of(
                value -> value,
                value -> value - 0.5,
                value -> Math.exp(10 * value),
                value -> Math.exp(1400 * (value - 0.5)),
                value -> Math.exp(1400 * (value - 0.5)) * (value < 0.3 ? -1 : 1),
                value -> Math.rint(value * 10),
                value -> 1000 + value * 0x1p-40,
                value -> 0,
                value -> value < 0.5 ? -Double.MAX_VALUE : Double.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void partsInAnyOrderAddUpToTheBitsOfTheWhole(DoubleUnaryOperator shape) {
        double[] all = new Random(1).doubles(20_000).map(shape).toArray();
        List<QuantileSketch> parts = new ArrayList<>();
        for (int from = 0; from < all.length; from += 1_313) {
            parts.add(QuantileSketch.of(Arrays.copyOfRange(all, from, Math.min(all.length, from + 1_313))));
        }
        Document whole = QuantileSketch.of(all).toDocument();
        for (long seed = 1; seed <= 3; seed++) {
            Collections.shuffle(parts, new Random(seed));
            assertThat(parts.stream()
                            .reduce(QuantileSketch.NONE, QuantileSketch::plus)
                            .toDocument())
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
        assertThat(QuantileSketch.from(whole))
                .isEqualTo(QuantileSketch.of(all))
                .hasSameHashCodeAs(QuantileSketch.of(all));
        assertThat(whole.toString()).hasSizeLessThan(50_000);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void quantilesAreWithinTheStatedErrorOfTheExactOnes(DoubleUnaryOperator shape) {
        double[] all = new Random(2).doubles(20_000).map(shape).toArray();
        QuantileSketch sketch = QuantileSketch.of(all);
        SortedValues sorted = SortedValues.of(all);

        for (double share : new double[] {0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.99, 1}) {
            double exact = sorted.get(Math.max(0, (int) Math.ceil(share * all.length) - 1));
            assertThat(Math.abs(sketch.quantile(share) - exact))
                    .as("%s of %s", share, sketch)
                    .isLessThanOrEqualTo(Math.abs(exact) * sketch.relativeError());
        }
    }

    @Test
    void numbersOfOrdinarySpreadAreKnownToFourThousandths() {
        QuantileSketch sketch =
                QuantileSketch.of(new Random(3).doubles(100_000, 1, 65_000).toArray());

        assertThat(sketch.relativeError()).isEqualTo(1.0 / 256);
        assertThat(QuantileSketch.NONE.quantile(0.5)).isNaN();
        assertThat(QuantileSketch.of(Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(QuantileSketch.NONE);
        assertThatThrownBy(() -> sketch.quantile(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuantileSketch.from(Document.object()
                        .with("joins", 0L)
                        .with("buckets", StoredLongs.toDocument(new long[] {2, 1}))
                        .with("counts", StoredLongs.toDocument(new long[] {1, 1}))))
                .isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theReferenceOfASketchCountsItsOwnRowsExactly(long seed) {
        Table table = rows(seed, 3_000);
        SketchedProfile sketch = SketchedProfile.of(table.slice(0, 700))
                .plus(SketchedProfile.of(table.slice(700, 701)))
                .plus(SketchedProfile.of(table.slice(701, 3_000)));
        assertThat(sketch).isEqualTo(SketchedProfile.of(table));
        assertThat(SketchedProfile.from(sketch.toDocument())).isEqualTo(sketch);
        ReferenceProfile reference = sketch.reference();

        assertThat(reference.count(table)).as("seed %d", seed).isEqualTo(reference.profile());
        assertThat(reference
                        .profile()
                        .find("fare")
                        .orElseThrow()
                        .histogram()
                        .bins()
                        .size())
                .isBetween(15, ReferenceProfile.CELLS);
        assertThat(reference.profile().find("origin").orElseThrow().frequent(9)).hasSize(3);
        assertThatThrownBy(() -> sketch.plus(SketchedProfile.of(table, List.of("fare"))))
                .isInstanceOf(IncompatibleException.class);
    }

    @Test
    void emptyAndConstantColumnsAndOnesOfManyCategoriesAreReferencesToo() {
        Schema schema = Schema.of(
                Field.nullable("empty", DataType.FLOAT64),
                Field.of("constant", DataType.FLOAT64),
                Field.of("id", DataType.STRING));
        Table.Builder rows = Table.builder(schema);
        for (int row = 0; row < 2_000; row++) {
            rows.add(null, 7.0, "id" + row);
        }
        Table table = rows.build();
        ReferenceProfile reference = SketchedProfile.of(table).reference();

        assertThat(reference.count(table)).isEqualTo(reference.profile());
        assertThat(reference
                        .profile()
                        .find("constant")
                        .orElseThrow()
                        .histogram()
                        .counts())
                .containsExactly(0L, 2_000L, 0L);
        assertThat(reference.profile().find("id").orElseThrow().unlistedRows()).isEqualTo(2_000);
        assertThat(Drift.between(reference, table, DriftPolicy.defaults()).columns())
                .noneMatch(column -> column.verdict() == DriftVerdict.DRIFT);
    }

    /** Peers read the error of their sketch as drift: of a million rows without drift 86 % alarm. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aMillionRowsWithoutDriftRaiseNoAlarmAndASmallShiftIsFound(long seed) {
        Random random = new Random(seed);
        double[] usual = random.doubles(1_000_000).map(u -> -Math.log(1 - u)).toArray();
        double[] now = random.doubles(1_000_000).map(u -> -Math.log(1 - u)).toArray();
        double[] shifted = Arrays.stream(now).map(value -> 1.5 * value).toArray();
        ReferenceProfile reference = SketchedProfile.of(table(usual)).reference();

        // Of the p-value alone, without the bound on the effect that would hide it.
        assertThat(Drift.between(reference, table(now), DriftPolicy.defaults())
                        .columns()
                        .get(0)
                        .adjustedPValue())
                .as("seed %d", seed)
                .isGreaterThan(0.001);
        assertThat(Drift.between(reference, table(shifted), DriftPolicy.defaults())
                        .verdict())
                .isEqualTo(DriftVerdict.DRIFT);
    }

    private static Table table(double... values) {
        return Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(DoubleColumn.of(values)));
    }

    private static Table rows(long seed, int count) {
        Random random = new Random(seed);
        Table.Builder rows = Table.builder(SCHEMA);
        for (int row = 0; row < count; row++) {
            double fare = Math.exp(3 * random.nextGaussian()) * (random.nextInt(9) == 0 ? -1 : 1);
            rows.add(
                    switch (random.nextInt(40)) {
                        case 0 -> null;
                        case 1 -> Double.NaN;
                        case 2 -> Double.NEGATIVE_INFINITY;
                        case 3 -> Double.POSITIVE_INFINITY;
                        case 4 -> 0.0;
                        default -> fare;
                    },
                    (long) random.nextInt(4),
                    random.nextInt(30) == 0
                            ? null
                            : List.of("ORD", "ATL", "DFW").get(random.nextInt(3)),
                    random.nextBoolean());
        }
        return rows.build();
    }
}
