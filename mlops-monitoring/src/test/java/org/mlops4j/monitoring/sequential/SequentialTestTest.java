// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.numbers.gamma.LogBeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

class SequentialTestTest {

    /** A test, and how a number becomes an observation of it. */
    record Fed(SequentialTest test, Consumer<Random> addOne) {
        @Override
        public String toString() {
            return test.toDocument().get("test").text();
        }
    }

    private static Fed fed(SequentialTest test) {
        if (test instanceof BetaBinomialTest share) {
            return new Fed(test, random -> share.add(random.nextInt(3) == 0));
        } else if (test instanceof MeanTest mean) {
            return new Fed(test, random -> mean.add(0.2 + random.nextGaussian()));
        } else if (test instanceof ArmDifferenceTest arms) {
            return new Fed(test, random -> arms.add(random.nextInt(4) == 0, random.nextDouble()));
        }
        MixtureSprt sprt = (MixtureSprt) test;
        return new Fed(test, random -> sprt.add(0.2 + random.nextGaussian()));
    }

    static List<Fed> tests() {
        return List.of(
                fed(BetaBinomialTest.of(0.5)),
                fed(MeanTest.of(0)),
                fed(ArmDifferenceTest.of(0, 0.25, 1)),
                fed(MixtureSprt.of(0, 1, 0.01)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theEValueOfCountsIsTheRatioOfMarginalLikelihoods(long seed) {
        Random random = new Random(seed);
        double share = 0.05 + 0.9 * random.nextDouble();
        double truth = random.nextDouble();
        BetaBinomialTest test = BetaBinomialTest.of(share);
        for (int i = 0; i < 20_000; i++) {
            test.add(random.nextDouble() < truth);
            if (Integer.bitCount(i) == 1) {
                double closed = closedForm(test, share, share);
                assertThat(test.logEValue())
                        .as("seed %d, event %d", seed, i)
                        .isCloseTo(closed, within(1e-9 * Math.max(1, Math.abs(closed))));
            }
        }
    }

    /** The log of B(a + hits, b + misses) / B(a, b) over share^hits (1 - share)^misses. */
    private static double closedForm(BetaBinomialTest test, double priorShare, double share) {
        double hits = test.hits();
        double misses = test.count() - hits;
        double a = 20 * priorShare;
        double b = 20 * (1 - priorShare);
        return LogBeta.value(a + hits, b + misses)
                - LogBeta.value(a, b)
                - hits * Math.log(share)
                - misses * Math.log(1 - share);
    }

    @Test
    void theBoundsOfAShareAreWhereTheEvidenceAgainstItIsOneOverAlpha() {
        BetaBinomialTest test = BetaBinomialTest.of(0.3);
        assertThat(test.lower(0.05)).isZero();
        assertThat(test.upper(0.05)).isEqualTo(1);
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            test.add(random.nextDouble() < 0.4);
        }
        for (double bound : new double[] {test.lower(0.05), test.upper(0.05)}) {
            double log = closedForm(test, 0.3, bound);
            assertThat(log).isCloseTo(Math.log(20), within(1e-9));
        }
        assertThat(test.lower(0.05)).isLessThan(test.estimate());
        assertThat(test.upper(0.05)).isGreaterThan(test.estimate());
    }

    @Test
    void theBoundsOfAMeanAreThoseOfThePaper() {
        MeanTest test = MeanTest.of(0.5, 1_000, 0);
        double sum = 0;
        double squares = 0;
        Random random = new Random(3);
        int t = 1_234;
        for (int i = 0; i < t; i++) {
            double value = random.nextDouble();
            sum += value;
            squares += value * value;
            test.add(value);
        }
        double mean = sum / t;
        double deviation = Math.sqrt(squares / t - mean * mean);
        double rho2 = (-2 * Math.log(0.05) + Math.log(-2 * Math.log(0.05) + 1)) / 1_000;
        double half = deviation
                * Math.sqrt(2 * (t * rho2 + 1) / (t * (double) t * rho2) * Math.log(Math.sqrt(t * rho2 + 1) / 0.05));
        assertThat(test.estimate()).isCloseTo(mean, within(1e-12));
        assertThat(test.lower(0.05)).isCloseTo(mean - half, within(1e-12));
        assertThat(test.upper(0.05)).isCloseTo(mean + half, within(1e-12));
    }

    @Test
    void theMixtureSprtIsThatOfThePaper() {
        double variance = 2.5;
        double tau2 = 0.04;
        MixtureSprt test = MixtureSprt.of(0.1, variance, tau2);
        double sum = 0;
        double least = 1;
        Random random = new Random(4);
        for (int n = 1; n <= 300; n++) {
            double value = 0.4 + Math.sqrt(variance) * random.nextGaussian();
            sum += value;
            test.add(value);
            double distance = sum / n - 0.1;
            double ratio = Math.sqrt(variance / (variance + n * tau2))
                    * Math.exp(n * (double) n * tau2 * distance * distance / (2 * variance * (variance + n * tau2)));
            least = Math.min(least, 1 / ratio);
            assertThat(Math.exp(test.logEValue())).isCloseTo(ratio, within(1e-9 * ratio));
        }
        assertThat(test.pValue()).isCloseTo(least, within(1e-12));
        double v = variance + 300 * tau2;
        double half = Math.sqrt(variance * v / (300.0 * 300 * tau2) * (Math.log(v / variance) - 2 * Math.log(0.01)));
        assertThat(test.upper(0.01) - test.estimate()).isCloseTo(half, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void thePValueNeverGrowsAndTheIntervalsAreNested(Fed fed) {
        Random random = new Random(5);
        double before = 1;
        for (int i = 0; i < 2_000; i++) {
            assertThat(fed.test().pValue()).isLessThanOrEqualTo(before);
            assertThat(fed.test().lower(0.01)).isLessThanOrEqualTo(fed.test().lower(0.1));
            assertThat(fed.test().upper(0.01)).isGreaterThanOrEqualTo(fed.test().upper(0.1));
            before = fed.test().pValue();
            fed.addOne().accept(random);
        }
        assertThat(fed.test().count()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aStoredTestGoesOnBitForBit(Fed fed) {
        Random random = new Random(6);
        for (int i = 0; i < 1_000; i++) {
            fed.addOne().accept(random);
        }
        SequentialTest restored = SequentialTest.from(fed.test().toDocument());
        Fed again = fed(restored);
        Random one = new Random(8);
        Random other = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            fed.addOne().accept(one);
            again.addOne().accept(other);
        }
        assertThat(restored.toDocument()).isEqualTo(fed.test().toDocument());
        assertThat(restored.logEValue()).isEqualTo(fed.test().logEValue());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void addingAndLookingAllocateNothing(Fed fed) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(9);
        double sum = look(fed, random, 20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        sum += look(fed, random, 20_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isFinite();
        assertThat(allocated).isLessThan(20_000);
    }

    private static double look(Fed fed, Random random, int times) {
        double sum = 0;
        for (int i = 0; i < times; i++) {
            fed.addOne().accept(random);
            sum += fed.test().logEValue() + fed.test().pValue();
        }
        return sum;
    }

    @Test
    void withoutDataNothingIsKnown() {
        for (Fed fed : tests()) {
            assertThat(fed.test().pValue()).isEqualTo(1);
            assertThat(fed.test().estimate()).isNaN();
            assertThat(fed.test().rejects(0.999)).isFalse();
        }
        assertThat(MixtureSprt.of(0, 1, 1).lower(0.05)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(MeanTest.of(0).upper(0.05)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void equalObservationsAreNotCertainty() {
        MeanTest unknown = MeanTest.of(0.5);
        MeanTest bounded = MeanTest.of(0.5, 2_000, 1);
        for (int i = 0; i < 1_000; i++) {
            unknown.add(1);
            bounded.add(1);
        }
        assertThat(unknown.pValue()).isEqualTo(1);
        assertThat(unknown.lower(0.05)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(bounded.lower(0.05)).isBetween(0.98, 0.999);
    }

    @Test
    void wrongCallsAreRefused() {
        assertThatThrownBy(() -> BetaBinomialTest.of(1)).hasMessageContaining("in (0, 1), was 1.0");
        assertThatThrownBy(() -> BetaBinomialTest.of(0.5, 0)).hasMessageContaining("weight of the prior");
        assertThatThrownBy(() -> MeanTest.of(Double.NaN)).hasMessageContaining("finite, was NaN");
        assertThatThrownBy(() -> MeanTest.of(0).add(Double.NaN)).hasMessageContaining("finite, was NaN");
        assertThatThrownBy(() -> MixtureSprt.of(0, -1, 1)).hasMessageContaining("were -1.0 and 1.0");
        assertThatThrownBy(() -> ArmDifferenceTest.of(0, 0, 1)).hasMessageContaining("in (0, 1), was 0.0");
        assertThatThrownBy(() -> MeanTest.of(0).lower(0)).hasMessageContaining("alpha must be in (0, 1)");
        assertThatThrownBy(() -> SequentialTest.from(Document.object().with("test", "t")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("no sequential test 't'");
    }

    @Test
    void alphaIsSplitOverTests() {
        AlphaSplit split = AlphaSplit.evenly(0.05, List.of("errors", "latency"));
        assertThat(split.level("errors")).isEqualTo(0.025);
        assertThatThrownBy(() -> split.level("loss"))
                .hasMessageContaining("no test 'loss', there are [errors, latency]");
        assertThatThrownBy(() -> AlphaSplit.evenly(0.05, List.of("a", "a"))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> AlphaSplit.evenly(0.05, List.of())).isInstanceOf(InvalidException.class);
    }
}
