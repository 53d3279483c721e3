// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the Cramér-von Mises statistic of two small samples without ties is distributed: every order of the values is a
 * path through a grid, on which each point adds its squared distance from the diagonal.
 *
 * @see <a href="https://doi.org/10.18637/jss.v017.i08">Y. Xiao, A. Gordon and A. Yakovlev (2006), A C++ program for the
 *     Cramér-von Mises two-sample test</a>
 */
final class RankPaths {

    private static final RankPaths NONE = new RankPaths(new long[0], new double[0]);
    private static final RankPaths START = new RankPaths(new long[] {0}, new double[] {1});

    private final long[] sums;
    private final double[] paths;

    private RankPaths(long[] sums, double[] paths) {
        this.sums = sums;
        this.paths = paths;
    }

    /** {@return the chance of at least a statistic T of samples of n and m values} */
    static double chanceOfAtLeast(double statistic, int n, int m) {
        long common = (long) n * m / greatestDivisor(n, m);
        double scale = (double) common * (n + m);
        double least = Math.rint(scale * scale / ((double) n * m) * statistic);
        List<RankPaths> row = new ArrayList<>();
        for (int j = 0; j <= m; j++) {
            for (int i = 0; i <= n; i++) {
                RankPaths left = i == 0 ? j == 0 ? START : NONE : row.get(i - 1);
                RankPaths below = j == 0 ? NONE : row.get(i);
                long off = common / n * i - common / m * j;
                RankPaths here = left.and(below, off * off);
                if (j == 0) {
                    row.add(here);
                } else {
                    row.set(i, here);
                }
            }
        }
        return row.get(n).shareFrom(least);
    }

    /** {@return the paths of both, which go on to a point that adds something} */
    private RankPaths and(RankPaths other, long added) {
        long[] merged = new long[sums.length + other.sums.length];
        double[] counts = new double[merged.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < sums.length || j < other.sums.length) {
            long next = Math.min(
                    i < sums.length ? sums[i] : Long.MAX_VALUE, j < other.sums.length ? other.sums[j] : Long.MAX_VALUE);
            counts[size] = (i < sums.length && sums[i] == next ? paths[i++] : 0)
                    + (j < other.sums.length && other.sums[j] == next ? other.paths[j++] : 0);
            merged[size++] = next + added;
        }
        return new RankPaths(Arrays.copyOf(merged, size), Arrays.copyOf(counts, size));
    }

    private double shareFrom(double least) {
        double all = 0;
        double from = 0;
        for (int i = 0; i < sums.length; i++) {
            all += paths[i];
            from += sums[i] >= least ? paths[i] : 0;
        }
        return from / all;
    }

    private static int greatestDivisor(int a, int b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }
}
