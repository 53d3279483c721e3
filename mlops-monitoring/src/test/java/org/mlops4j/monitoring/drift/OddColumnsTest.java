// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;
import static org.mlops4j.monitoring.drift.DriftVerdict.INSUFFICIENT_DATA;
import static org.mlops4j.monitoring.drift.DriftVerdict.OK;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** One rule for empty, one-row, constant and all-null columns, whichever test it is. */
class OddColumnsTest {

    private static final int MANY = 3_000;

    static Stream<DriftTest> tests() {
        return Stream.concat(
                DriftTests.found().all().stream(),
                Stream.of(
                        new PermutationTest(new EnergyDistance(), 119, 3),
                        new PermutationTest(new MannWhitneyTest(), 119, 3)));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void everyPairOfOddColumnsGivesANumberOrAReason(DriftTest test) {
        numbers().forEach((name, x) -> numbers().forEach((other, y) -> assertSound(test, name, other, of(x, y))));
        words().forEach((name, x) ->
                words().forEach((other, y) -> assertSound(test, name, other, TwoSamples.of(x, y))));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void whatDidNotChangeHasNoEffect(DriftTest test) {
        numbers().forEach((name, x) -> assertUnchanged(test, name, of(x, x)));
        words().forEach((name, x) -> assertUnchanged(test, name, TwoSamples.of(x, x)));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void nanIsMissingAndNeverScored(DriftTest test) {
        double[] values = {1, 2, 2, 3, 5, 8, 8, 9};
        double[] withNaN = {Double.NaN, 1, 2, 2, Double.NaN, 3, 5, 8, 8, 9, Double.NaN};
        TwoSamples clean = of(values, values);
        TwoSamples missing = of(values, withNaN);
        if (test.appliesTo(clean.reference(), clean.current()) && test.aspect() == DriftTest.Aspect.DISTRIBUTION) {
            assertThat(missing.measuredBy(test)).isEqualTo(clean.measuredBy(test));
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void columnsWithoutRowsOrWithOneAreInsufficient(DriftTest test) {
        double[][] small = {{}, {4}, {Double.NaN, Double.NaN, Double.NaN}};
        // Three rows that all lack their value are enough to see that values have gone.
        for (double[] x : test instanceof MissingShareTest ? Arrays.copyOf(small, 2) : small) {
            for (double[] y : new double[][] {{}, {4}, {5}, normal(1, MANY)}) {
                assertThat(verdict(test, x, y))
                        .as("%s of %s and %s values", test.name(), x.length, y.length)
                        .isEqualTo(INSUFFICIENT_DATA);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aConstantIsOkAndAnotherConstantIsDrift(DriftTest test) {
        TwoSamples same = of(constant(4), constant(4));
        boolean decides = test.appliesTo(same.reference(), same.current())
                && !Double.isNaN(same.measuredBy(test).pValue());
        if (decides) {
            assertThat(verdict(test, constant(4), constant(4))).isEqualTo(OK);
        }
        if (decides && Stream.of("levene", "missing-share").noneMatch(test.name()::equals)) {
            assertThat(verdict(test, constant(4), constant(5))).isEqualTo(DRIFT);
            assertThat(verdict(test, constant(4), constant(-Double.MAX_VALUE))).isEqualTo(DRIFT);
        }
    }

    @Test
    void aConstantThatBecomesSpreadIsDriftForLevene() {
        assertThat(verdict(new LeveneTest(), constant(4), normal(1, MANY))).isEqualTo(DRIFT);
    }

    @Test
    void mannWhitneySeesBothDirections() {
        TwoSamples up = of(normal(1, 500), shifted(2, 500, 1));
        TwoSamples down = of(normal(1, 500), shifted(2, 500, -1));

        assertThat(up.measuredBy(new MannWhitneyTest()).pValue()).isLessThan(1e-20);
        assertThat(down.measuredBy(new MannWhitneyTest()).pValue()).isLessThan(1e-20);
    }

    @Test
    void aDistanceNeverDecides() {
        DriftReport report = Drift.between(table(normal(1, MANY)), table(shifted(2, MANY, 3)), policy(new Psi()));

        assertThat(report.verdict()).isEqualTo(INSUFFICIENT_DATA);
    }

    @Test
    void tooFewPermutationsForTheLevelAreInsufficient() {
        PermutationTest few = new PermutationTest(new KsTest(), 50, 3);

        assertThat(verdict(few, normal(1, MANY), normal(2, MANY))).isEqualTo(INSUFFICIENT_DATA);
    }

    @Test
    void theBinomialTestAsksForAReferenceThatIsKnown() {
        assertThat(new BinomialTest().compare(50, 1_000, 5, 100).reason()).contains("100 times as many");
    }

    private static void assertSound(DriftTest test, String name, String other, TwoSamples samples) {
        if (!test.appliesTo(samples.reference(), samples.current())) {
            return;
        }
        Measurement measured = samples.measuredBy(test);
        String pair = test.name() + " of " + name + " and " + other;
        if (measured.computable()) {
            assertThat(measured.effect()).as(pair).isNotNegative();
            assertThat(Double.isNaN(measured.pValue()) || (measured.pValue() >= 0 && measured.pValue() <= 1))
                    .as(pair + ": " + measured)
                    .isTrue();
        } else {
            assertThat(measured.reason()).as(pair).isNotEmpty();
            assertThat(measured.pValue()).as(pair).isNaN();
        }
        double size = test.effectiveSizeFor(samples.reference(), 0.1, 0.01);
        assertThat(Double.isNaN(size) || size > 0).as(pair + ": " + size).isTrue();
    }

    private static void assertUnchanged(DriftTest test, String name, TwoSamples samples) {
        if (!test.appliesTo(samples.reference(), samples.current())) {
            return;
        }
        Measurement measured = samples.measuredBy(test);
        if (measured.computable()) {
            assertThat(measured.effect()).as(test.name() + " of " + name).isZero();
            assertThat(Double.isNaN(measured.pValue()) || measured.pValue() > 0.9)
                    .as(test.name() + " of " + name + ": " + measured)
                    .isTrue();
        }
    }

    private static DriftVerdict verdict(DriftTest test, double[] reference, double[] current) {
        return Drift.between(table(reference), table(current), policy(test)).verdict();
    }

    private static DriftPolicy policy(DriftTest test) {
        return DriftPolicy.defaults().withBounds(List.of(new DriftPolicy.Bound(test, 0.1)));
    }

    private static Table table(double[] values) {
        return Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(DoubleColumn.of(values)));
    }

    private static TwoSamples of(double[] reference, double[] current) {
        return TwoSamples.of(reference, current);
    }

    private static Map<String, double[]> numbers() {
        double inf = Double.POSITIVE_INFINITY;
        double max = Double.MAX_VALUE;
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("nothing", new double[0]);
        columns.put("NaN", new double[] {Double.NaN, Double.NaN});
        columns.put("one", new double[] {4});
        columns.put("two", new double[] {4, 4});
        columns.put("constant", constant(4));
        columns.put("another constant", constant(5));
        columns.put("zeros", new double[] {0.0, -0.0, -0.0, 0.0, 0.0, 0.0});
        columns.put("infinite", new double[] {inf, inf, -inf, inf, -inf, -inf, inf});
        columns.put("partly infinite", new double[] {inf, 1, 2, inf, -inf, 3, 3, 4, 5, 6, Double.NaN});
        columns.put("largest", new double[] {max, max, -max, max, -max, max, 0, 1, inf});
        columns.put("least", new double[] {Double.MIN_VALUE, 0, Double.MIN_VALUE, 0, -Double.MIN_VALUE, 0});
        columns.put("two values", new double[] {0, 1, 0, 0, 1, 0, 0, 1});
        columns.put("mostly one", new double[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 1e9});
        columns.put("five", new double[] {1, 2, 3, 4, 5});
        columns.put("normal", normal(9, 200));
        return columns;
    }

    private static Map<String, String[]> words() {
        Map<String, String[]> columns = new LinkedHashMap<>();
        columns.put("nothing", new String[0]);
        columns.put("null", new String[] {null, null, null});
        columns.put("one", new String[] {"a"});
        columns.put("constant", new String[] {"a", "a", "a", "a", "a", "a"});
        columns.put("two", new String[] {"a", "b", "b", null, "a", "b", "b"});
        columns.put("others", new String[] {"x", "y", "z", "x"});
        return columns;
    }

    private static double[] constant(double value) {
        double[] values = new double[MANY];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] normal(long seed, int rows) {
        return shifted(seed, rows, 0);
    }

    private static double[] shifted(long seed, int rows, double shift) {
        Random random = new Random(seed);
        double[] values = new double[rows];
        Arrays.setAll(values, i -> random.nextGaussian() + shift);
        return values;
    }
}
