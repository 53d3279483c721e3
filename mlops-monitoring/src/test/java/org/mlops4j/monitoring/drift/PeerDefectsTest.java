// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.QuantileBins;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/** What was measured of other libraries and must not be so here. */
class PeerDefectsTest {

    private static final KsTest KS = new KsTest();

    /** A test that counts only greater differences as extreme says 0.357. */
    @Test
    void kolmogorovSmirnovCountsWhatIsAsExtreme() {
        assertThat(ks(new double[] {1, 2, 3, 4, 5}, new double[] {2, 3, 4, 5, 9})
                        .pValue())
                .isEqualTo(1);
    }

    /** With jitter on ties the p-value of two equal constants was 0.40. */
    @Test
    void equalConstantsAreEqualForCertain() {
        double[] constant = new double[90];
        Arrays.fill(constant, 7);

        assertThat(ks(constant, constant).statistic()).isZero();
        assertThat(ks(constant, constant).pValue()).isEqualTo(1);
    }

    /** NaN was taken for a number, and gave a statistic of a third. */
    @Test
    void naNIsNoNumber() {
        Measurement measured = ks(new double[] {1, Double.NaN, 3}, new double[] {1, 3, Double.NaN});

        assertThat(measured.referenceRows()).isEqualTo(2);
        assertThat(measured.statistic()).isZero();
    }

    /** Tied values that jitter cannot part ended in an internal error. */
    @Test
    void hugeAndInfiniteTiesAreNumbers() {
        double max = Double.MAX_VALUE;
        double infinity = Double.POSITIVE_INFINITY;

        assertThat(ks(new double[] {max, max, infinity, infinity, 1}, new double[] {max, max, infinity, 1, 1})
                        .statistic())
                .isCloseTo(0.2, within(1e-15));
        assertThat(ks(new double[] {infinity, infinity, -infinity}, new double[] {infinity, infinity, -infinity})
                        .pValue())
                .isEqualTo(1);
    }

    /** The p-value was 0; SciPy says 1.4489e-63. */
    @Test
    void theFarTailIsNotZero() {
        double[] before = new double[100_000];
        Arrays.setAll(before, i -> i);
        double[] now = Arrays.stream(before).map(value -> value + 3_812).toArray();

        assertThat(ks(before, now).statistic()).isCloseTo(0.03812, within(1e-12));
        assertThat(ks(before, now).pValue()).isCloseTo(1.4489e-63, within(1e-67));
    }

    /** Distances with fixed thresholds alarm on 83 % of such windows. */
    @Test
    void aHundredRowsAgainstAThousandRaiseFewAlarms() {
        int alarms = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ReferenceProfile reference = ReferenceProfile.of(table(random, 1_001));
            alarms += Drift.between(reference, table(random, 100), DriftPolicy.defaults())
                                    .verdict()
                            == DriftVerdict.DRIFT
                    ? 1
                    : 0;
        }
        assertThat(alarms).as("of 300, the seeds are their numbers").isLessThanOrEqualTo(8);
    }

    /** A chi-square test that takes the counts of the reference for exact alarms on 72 % of such windows. */
    @Test
    void theChiSquareTestOfTwentyCategoriesHoldsItsLevel() {
        int alarms = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            long[] before = counts(random);
            alarms += new ChiSquareTest().compare(before, counts(random)).pValue() < 0.05 ? 1 : 0;
        }
        // Twenty are expected; three standard errors are thirteen.
        assertThat(alarms).as("of 400, the seeds are their numbers").isBetween(7, 33);
    }

    /** Bins of equal width turn a PSI of 0.24 into one of 0.02 as soon as there is one outlier. */
    @Test
    void oneOutlierDoesNotHideAShift() {
        Random random = new Random(11);
        double[] before = lognormal(random, 0);
        double[] now = lognormal(random, 0.5);
        double plain = psi(before, now);
        before[0] = 1e6;

        assertThat(plain).isCloseTo(0.238, within(0.02));
        assertThat(psi(before, now)).isCloseTo(plain, within(1e-3));
    }

    /** A cell that is empty on one side made the index infinite. */
    @Test
    void theIndexIsFiniteWhereACellIsEmpty() {
        assertThat(new Psi()
                        .compare(new long[] {0, 500, 500}, new long[] {500, 0, 500})
                        .effect())
                .isFinite()
                .isGreaterThan(1);
        QuantileBins bins = QuantileBins.of(SortedValues.of(1, 2, 3, 4, 5, 6, 7, 8), 4);
        assertThat(bins.count(-1e9, 1e9)).as("beyond the reference").containsExactly(1, 0, 0, 1);
    }

    private static Measurement ks(double[] before, double[] now) {
        return KS.compare(SortedValues.of(before), SortedValues.of(now));
    }

    private static double psi(double[] before, double[] now) {
        QuantileBins deciles = QuantileBins.of(SortedValues.of(before), 10);
        return new Psi().compare(deciles.count(before), deciles.count(now)).effect();
    }

    private static double[] lognormal(Random random, double mean) {
        return random.doubles(50_000)
                .map(any -> Math.exp(mean + random.nextGaussian()))
                .toArray();
    }

    private static long[] counts(Random random) {
        long[] counts = new long[20];
        for (int row = 0; row < 1_000; row++) {
            counts[random.nextInt(20)]++;
        }
        return counts;
    }

    private static Table table(Random random, int rows) {
        double[] values = random.doubles(rows).map(any -> random.nextGaussian()).toArray();
        return Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(DoubleColumn.of(values)));
    }
}
