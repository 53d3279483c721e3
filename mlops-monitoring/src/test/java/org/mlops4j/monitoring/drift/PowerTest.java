// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.profile.ColumnProfile;

/** How many rows a test says it needs, beside R, and beside what it sees with as many. */
class PowerTest {

    private static final Reference R = Reference.open("drift-tests");
    private static final double LEVEL = 1e-3;

    static List<String> welch() {
        return R.cases("power.welch-t", ".rows");
    }

    @ParameterizedTest
    @MethodSource("welch")
    void rowsForAMeanAreThoseOfPwr(String name) {
        double rows = 2 * new WelchTest().effectiveSizeFor(anything(), number(name, 0), number(name, 1));

        assertThat(rows).isCloseTo(R.number("power.welch-t." + name + ".rows"), within(1.0));
    }

    @ParameterizedTest
    @MethodSource("welch")
    void rowsForAShareAreThoseOfPowerPropTest(String name) {
        double rows = 2 * TwoProportions.effectiveSizeFor(0.3, number(name, 0), number(name, 1));

        assertThat(rows).isCloseTo(R.number("power.two-proportion-z." + name + ".rows"), withinPercentage(1));
    }

    static List<String> noncentrality() {
        return R.cases("noncentrality", "");
    }

    @ParameterizedTest
    @MethodSource("noncentrality")
    void noncentralityIsThatOfPwr(String name) {
        double noncentrality = Power.noncentrality(number(name, 0), number(name, 1));

        assertThat(noncentrality).isCloseTo(R.number("noncentrality." + name), withinPercentage(4));
    }

    static Stream<DriftTest> testsOfShift() {
        return DriftTests.standard().all().stream()
                .filter(test -> test.aspect() == DriftTest.Aspect.DISTRIBUTION)
                .filter(test -> test.appliesTo(anything(), anything()))
                .filter(test ->
                        !Double.isNaN(test.measure(anything(), anything()).pValue()))
                .filter(test -> !(test instanceof LeveneTest));
    }

    @ParameterizedTest
    @MethodSource("testsOfShift")
    void asManyRowsAsAreAskedForShowAShiftFourTimesInFive(DriftTest test) {
        assertThat(seen(test, 0.3, 1)).as(test.name()).isGreaterThan(70);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.2})
    void asManyRowsAsAreAskedForShowAnotherSpreadFourTimesInFive(double spread) {
        assertThat(seen(new LeveneTest(), 0, spread)).isGreaterThan(70);
    }

    @ParameterizedTest
    @CsvSource({"ks", "kuiper", "cramer-von-mises", "anderson-darling", "mann-whitney", "welch-t"})
    void noMoreRowsAreAskedForThanAreOfUse(String name) {
        assertThat(seen(DriftTests.standard().require(name), 0.3, 1)).isLessThan(98);
    }

    @Test
    void asManyRowsAsAreAskedForAreEnoughForAPermutationTest() {
        assertThat(seen(new PermutationTest(new EnergyDistance(), 1_099, 7), 1.2, 1))
                .isGreaterThan(70);
    }

    /** How many of a hundred pairs of samples of the asked size show the change at the level. */
    private static int seen(DriftTest test, double shift, double spread) {
        double effect = TwoSamples.of(normal(1, 100_000, 0, 1), normal(2, 100_000, shift, spread))
                .measuredBy(test)
                .effect();
        int rows = (int) Math.ceil(2 * test.effectiveSizeFor(anything(), effect, LEVEL));
        int seen = 0;
        for (int pair = 0; pair < 100; pair++) {
            TwoSamples samples =
                    TwoSamples.of(normal(1_000 + pair, rows, 0, 1), normal(2_000 + pair, rows, shift, spread));
            seen += samples.measuredBy(test).pValue() < LEVEL ? 1 : 0;
        }
        return seen;
    }

    private static ColumnProfile anything() {
        double[] values = normal(3, 2_000, 0, 1);
        return TwoSamples.of(values, values).reference();
    }

    private static double[] normal(long seed, int rows, double shift, double spread) {
        Random random = new Random(seed);
        double[] values = new double[rows];
        Arrays.setAll(values, i -> shift + spread * random.nextGaussian());
        return values;
    }

    /** A number in the name of a case, such as 0_05. */
    private static double number(String name, int place) {
        return Double.parseDouble(name.split("\\.", -1)[place].replace('_', '.'));
    }
}
