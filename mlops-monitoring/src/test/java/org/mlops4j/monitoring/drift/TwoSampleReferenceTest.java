// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.profile.SortedValues;

class TwoSampleReferenceTest {

    private static final Reference SCIPY = Reference.open("drift-tests");

    static List<String> samples() {
        return Stream.of(
                        "mann-whitney",
                        "welch-t",
                        "levene",
                        "energy",
                        "cramer-von-mises",
                        "anderson-darling",
                        "kuiper",
                        "epps-singleton")
                .flatMap(test -> SCIPY.cases(test, ".statistic").stream().map(name -> test + "." + name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void testsOfValuesEqualSciPy(String key) {
        String test = key.substring(0, key.indexOf('.'));
        String name = "samples" + key.substring(key.indexOf('.'));

        Measurement measured = TwoSamples.of(values(name, "x"), values(name, "y"))
                .measuredBy(DriftTests.standard().require(test));

        assertEquals(measured.statistic(), key + ".statistic");
        if (SCIPY.has(key + ".p")) {
            assertPValue(measured.pValue(), key + ".p");
        }
        if (SCIPY.has(key + ".effect")) {
            assertEquals(measured.effect(), key + ".effect");
        }
    }

    static List<String> interpolated() {
        return SCIPY.cases("interpolated", "");
    }

    @ParameterizedTest
    @MethodSource("interpolated")
    void theAndersonDarlingPValueIsThatWhichSciPyInterpolates(String name) {
        Measurement measured = new AndersonDarlingTest().compare(sorted(name, "x"), sorted(name, "y"));

        assertThat(measured.pValue()).isCloseTo(SCIPY.number("interpolated." + name), withinPercentage(2));
    }

    static List<String> limits() {
        return SCIPY.cases("limit", "");
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limitsKeepTheirDigitsInTheFarTail(String name) {
        String limit = name.substring(0, name.indexOf('.'));
        double x = Double.parseDouble(name.substring(name.indexOf('.') + 1).replace('_', '.'));

        double chance = switch (limit) {
            case "cramer-von-mises" -> QuadraticLimit.CRAMER_VON_MISES.survival(x);
            case "anderson-darling" -> QuadraticLimit.ANDERSON_DARLING.survival(x);
            default -> KuiperTest.survival(x);
        };

        assertPValue(chance, "limit." + name);
    }

    static List<String> likelihoodRatios() {
        return SCIPY.cases("g", ".p");
    }

    @ParameterizedTest
    @MethodSource("likelihoodRatios")
    void theGTestEqualsSciPy(String name) {
        Measurement measured = new GTest().compare(SCIPY.counts("g." + name + ".x"), SCIPY.counts("g." + name + ".y"));

        assertEquals(measured.statistic(), "g." + name + ".statistic");
        assertPValue(measured.pValue(), "g." + name + ".p");
    }

    static List<String> fisher() {
        return SCIPY.cases("fisher-exact", ".p");
    }

    @ParameterizedTest
    @MethodSource("fisher")
    void fishersExactTestEqualsSciPy(String name) {
        long[] k = SCIPY.counts("shares." + name);

        assertPValue(new FisherTest().compare(k[0], k[1], k[2], k[3]).pValue(), "fisher-exact." + name + ".p");
    }

    static List<String> binomial() {
        return SCIPY.cases("binomial", ".p");
    }

    @ParameterizedTest
    @MethodSource("binomial")
    void theBinomialTestEqualsSciPy(String name) {
        long[] k = SCIPY.counts("shares." + name);
        Measurement measured = new BinomialTest().compare(k[0], k[1], k[2], k[3]);

        assertThat(measured.test()).isEqualTo("binomial");
        assertPValue(measured.pValue(), "binomial." + name + ".p");
    }

    static List<String> permutations() {
        return SCIPY.cases("permutation-energy", ".p");
    }

    @ParameterizedTest
    @MethodSource("permutations")
    void allWaysToMixTheRowsGiveThePValueOfSciPy(String name) {
        PermutationTest all = new PermutationTest(new EnergyDistance(), 9_999, 5);
        PermutationTest drawn = new PermutationTest(new EnergyDistance(), 200, 5);
        double p = SCIPY.number("permutation-energy." + name + ".p");

        assertEquals(all.compare(sorted(name, "x"), sorted(name, "y")).pValue(), "permutation-energy." + name + ".p");
        assertThat(drawn.compare(sorted(name, "x"), sorted(name, "y")).pValue())
                .isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / 200) + 0.01));
    }

    static List<String> cells() {
        return SCIPY.cases("cells", ".kl");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void distancesOfCountsEqualTheDefinition(String name) {
        long[] x = SCIPY.counts("cells." + name + ".x");
        long[] y = SCIPY.counts("cells." + name + ".y");

        assertEquals(new KullbackLeibler().compare(x, y).effect(), "cells." + name + ".kl");
        assertEquals(new Hellinger().compare(x, y).effect(), "cells." + name + ".hellinger");
        assertEquals(new TotalVariation().compare(x, y).effect(), "cells." + name + ".total-variation");
    }

    private static SortedValues sorted(String name, String side) {
        return SortedValues.of(values("samples." + name, side));
    }

    /**
     * To twelve digits; in the tail, where the last bits of a statistic weigh the more, to as many as it has itself.
     */
    private static void assertPValue(double actual, String key) {
        double expected = SCIPY.number(key);
        double weight = expected == 0 ? 0 : Math.max(1, -Math.log(expected));
        assertThat(actual).as(key).isCloseTo(expected, within(1e-12 * weight * expected));
    }

    private static void assertEquals(double actual, String key) {
        double expected = SCIPY.number(key);
        assertThat(actual).as(key).isCloseTo(expected, twelveDigits(expected));
    }

    private static double[] values(String name, String side) {
        if (SCIPY.has(name + "." + side)) {
            return SCIPY.numbers(name + "." + side);
        }
        double[] rule = SCIPY.numbers(name + ".sequence." + side);
        double[] values = new double[(int) rule[0]];
        Arrays.setAll(values, i -> i * (long) rule[1] % (long) rule[2] / rule[3]);
        return values;
    }
}
