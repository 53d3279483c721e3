// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Random;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * A permutation test: the p-value of any measurement of values, among those after the rows of both sides were mixed. It
 * makes a test of a distance such as {@link EnergyDistance}, and is right for any number of values and ties, where
 * others rest on a limit. Effect and unit are those of what is measured.
 *
 * <p>All ways to mix are tried if they are no more than asked for; else as many as asked for are drawn, always the
 * same, and the p-value is no less than one in so many and one: 9 999 do for a level of 0.01 among up to a hundred
 * tests. Of a side with more than {@value #KEPT} values, so many are drawn, since each mixture costs a measurement.
 *
 * @see <a href="https://doi.org/10.2202/1544-6115.1585">B. Phipson and G. K. Smyth (2010), Permutation p-values should
 *     never be zero</a>
 */
public final class PermutationTest implements ValueTest {

    /** How many values of a side take part. */
    public static final int KEPT = 2_000;

    /** Effects that differ by less are taken as equal: the same rows, added up in another order. */
    private static final double ROUNDING = 1e-12;

    private final ValueTest measured;
    private final int permutations;
    private final long seed;

    /**
     * Creates the test.
     *
     * @param measured whose effect is looked at
     * @param permutations how many mixtures at the most, above 0
     * @param seed the same seed draws the same ones
     */
    public PermutationTest(ValueTest measured, int permutations, long seed) {
        this.measured = requireNonNull(measured, "measured");
        if (permutations < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, was " + permutations);
        }
        this.permutations = permutations;
        this.seed = seed;
    }

    /** {@return {@code permutation-} and the name of what is measured} */
    @Override
    public String name() {
        return "permutation-" + measured.name();
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        SortedValues x = reference.sample(KEPT, seed);
        SortedValues y = current.sample(KEPT, seed + 1);
        Measurement observed = measured.compare(x, y);
        if (Math.min(x.size(), y.size()) < 2) {
            return Measurement.tooFew(name(), observed.unit(), x.size(), y.size());
        } else if (!observed.computable()) {
            return Measurement.impossible(name(), observed.unit(), x.size(), y.size(), observed.reason());
        }
        double[] pooled = MergedValues.toArray(x, y);
        double p = ways(pooled.length, x.size()) <= permutations
                ? all(pooled, x.size(), observed.effect())
                : drawn(pooled, x.size(), observed.effect());
        return new Measurement(
                name(), observed.statistic(), p, observed.effect(), observed.unit(), x.size(), y.size(), "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>As many as the measurement needs in itself; no size will do if it does not say, or if there are too few
     * permutations for the level.
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        double size = measured.effectiveSizeFor(reference, effect, alpha);
        return Double.isNaN(size) || 1.0 / (permutations + 1) >= alpha ? Double.POSITIVE_INFINITY : size;
    }

    private double all(double[] pooled, int n, double observed) {
        int[] chosen = new int[n];
        Arrays.setAll(chosen, i -> i);
        long ways = 0;
        long asLarge = 0;
        boolean more = true;
        while (more) {
            boolean[] first = new boolean[pooled.length];
            for (int i : chosen) {
                first[i] = true;
            }
            ways++;
            asLarge += effect(pooled, first) >= observed * (1 - ROUNDING) ? 1 : 0;
            more = next(chosen, pooled.length);
        }
        return (double) asLarge / ways;
    }

    private double drawn(double[] pooled, int n, double observed) {
        Random random = new Random(seed);
        long asLarge = 0;
        for (int i = 0; i < permutations; i++) {
            boolean[] first = new boolean[pooled.length];
            int wanted = n;
            for (int j = 0; j < pooled.length; j++) {
                first[j] = random.nextDouble() * (pooled.length - j) < wanted;
                wanted -= first[j] ? 1 : 0;
            }
            asLarge += effect(pooled, first) >= observed * (1 - ROUNDING) ? 1 : 0;
        }
        return (asLarge + 1.0) / (permutations + 1.0);
    }

    private double effect(double[] pooled, boolean[] first) {
        double[] x = new double[pooled.length];
        double[] y = new double[pooled.length];
        int n = 0;
        for (int i = 0; i < pooled.length; i++) {
            if (first[i]) {
                x[n++] = pooled[i];
            } else {
                y[i - n] = pooled[i];
            }
        }
        return measured.compare(
                        SortedValues.of(Arrays.copyOf(x, n)), SortedValues.of(Arrays.copyOf(y, pooled.length - n)))
                .effect();
    }

    /** Goes to the next choice in the order of the alphabet, if there is one. */
    private static boolean next(int[] chosen, int of) {
        int last = chosen.length - 1;
        while (last >= 0 && chosen[last] == of - chosen.length + last) {
            last--;
        }
        if (last < 0) {
            return false;
        }
        chosen[last]++;
        for (int i = last + 1; i < chosen.length; i++) {
            chosen[i] = chosen[i - 1] + 1;
        }
        return true;
    }

    /** {@return in how many ways so many values may be chosen} */
    private static double ways(int of, int chosen) {
        double ways = 1;
        for (int i = 1; i <= chosen; i++) {
            ways *= (double) (of - chosen + i) / i;
        }
        return Math.rint(ways);
    }
}
