// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.profile.SortedValues;

class DriftReferenceTest {

    private static final Reference SCIPY = Reference.open("drift");

    static List<String> ks() {
        return SCIPY.cases("ks", ".p");
    }

    @ParameterizedTest
    @MethodSource("ks")
    void kolmogorovSmirnovEqualsSciPy(String name) {
        Measurement measured = new KsTest().compare(values("ks." + name, "x"), values("ks." + name, "y"));

        assertEquals(measured.statistic(), SCIPY.number("ks." + name + ".statistic"));
        assertEquals(measured.pValue(), SCIPY.number("ks." + name + ".p"));
        assertThat(measured.effect()).isEqualTo(measured.statistic());
    }

    static List<String> chiSquare() {
        return SCIPY.cases("chi-square", ".p");
    }

    @ParameterizedTest
    @MethodSource("chiSquare")
    void chiSquareEqualsSciPy(String name) {
        Measurement measured = new ChiSquareTest()
                .compare(SCIPY.counts("chi-square." + name + ".x"), SCIPY.counts("chi-square." + name + ".y"));

        assertEquals(measured.statistic(), SCIPY.number("chi-square." + name + ".statistic"));
        assertEquals(measured.pValue(), SCIPY.number("chi-square." + name + ".p"));
    }

    @Test
    void rareCellsArePooled() {
        Measurement measured = new ChiSquareTest().compare(SCIPY.counts("pooled.x"), SCIPY.counts("pooled.y"));

        assertEquals(measured.statistic(), SCIPY.number("pooled.statistic"));
        assertEquals(measured.pValue(), SCIPY.number("pooled.p"));
    }

    static List<String> fisher() {
        return SCIPY.cases("fisher", ".p");
    }

    @ParameterizedTest
    @MethodSource("fisher")
    void rareEventsAreComparedByFishersExactTest(String name) {
        long[] k = SCIPY.counts("fisher." + name);
        TwoProportions compared = TwoProportions.compare(k[0], k[1], k[2], k[3]);

        assertThat(compared.test()).isEqualTo("fisher-exact");
        assertThat(compared.pValue()).isCloseTo(SCIPY.number("fisher." + name + ".p"), within(1e-11));
    }

    static List<String> proportions() {
        return SCIPY.cases("proportions", ".p");
    }

    @ParameterizedTest
    @MethodSource("proportions")
    void sharesAreComparedByZ(String name) {
        long[] k = SCIPY.counts("proportions." + name);
        TwoProportions compared = TwoProportions.compare(k[0], k[1], k[2], k[3]);

        assertEquals(compared.statistic(), SCIPY.number("proportions." + name + ".statistic"));
        assertEquals(compared.pValue(), SCIPY.number("proportions." + name + ".p"));
    }

    static List<String> distances() {
        return SCIPY.cases("distances", ".psi");
    }

    @ParameterizedTest
    @MethodSource("distances")
    void distancesOfCountsEqualSciPyAndTheDefinition(String name) {
        long[] x = SCIPY.counts("distances." + name + ".x");
        long[] y = SCIPY.counts("distances." + name + ".y");

        assertEquals(new Psi().compare(x, y).effect(), SCIPY.number("distances." + name + ".psi"));
        assertThat(new JensenShannon().compare(x, y).effect())
                .isCloseTo(SCIPY.number("distances." + name + ".jensen-shannon"), within(1e-12));
    }

    static List<String> wasserstein() {
        return SCIPY.cases("wasserstein", ".statistic");
    }

    @ParameterizedTest
    @MethodSource("wasserstein")
    void wassersteinEqualsSciPy(String name) {
        assertEquals(
                Wasserstein.distance(values("wasserstein." + name, "x"), values("wasserstein." + name, "y")),
                SCIPY.number("wasserstein." + name + ".statistic"));
    }

    @Test
    void correctionsEqualTheirDefinitions() {
        double[] p = SCIPY.numbers("correction.p");

        assertEquals(Correction.HOLM.adjust(p), SCIPY.numbers("correction.holm"));
        assertEquals(Correction.BENJAMINI_HOCHBERG.adjust(p), SCIPY.numbers("correction.bh"));
        assertEquals(Correction.BENJAMINI_YEKUTIELI.adjust(p), SCIPY.numbers("correction.by"));
    }

    @Test
    void nanIsNotAHypothesis() {
        assertThat(Correction.HOLM.adjust(0.01, Double.NaN, 0.04)).containsExactly(0.02, Double.NaN, 0.04);
    }

    private static void assertEquals(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        IntStream.range(0, actual.length).forEach(i -> assertEquals(actual[i], expected[i]));
    }

    private static void assertEquals(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, twelveDigits(expected));
    }

    private static SortedValues values(String name, String side) {
        if (SCIPY.has(name + "." + side)) {
            return SortedValues.of(SCIPY.numbers(name + "." + side));
        }
        double[] rule = SCIPY.numbers(name + ".sequence." + side);
        double[] values = new double[(int) rule[0]];
        Arrays.setAll(values, i -> i * (long) rule[1] % (long) rule[2] / rule[3]);
        return SortedValues.of(values);
    }
}
