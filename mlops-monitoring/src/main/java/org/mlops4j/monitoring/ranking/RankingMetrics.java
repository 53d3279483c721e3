// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

import java.util.function.ToDoubleFunction;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Metric;

/**
 * Metrics of rankings over their first k places, each the mean over the queries. As a {@link Metric} they can be
 * compared by a paired bootstrap; {@link RankingPerformance} has them with their intervals.
 */
public final class RankingMetrics {

    private RankingMetrics() {}

    /**
     * {@return the normalised discounted cumulative gain: the sum of gain / log2(place + 1), over the greatest sum
     * possible}
     */
    public static Metric<RankedQueries> ndcg(Gain gain, int k) {
        return mean("ndcgAt" + k, k, query -> query.ndcg(gain, k));
    }

    /**
     * {@return the mean average precision: for each query the sum of the precisions at its relevant places, over the
     * number that could be}
     */
    public static Metric<RankedQueries> map(int k) {
        return mean("mapAt" + k, k, query -> query.averagePrecision(k));
    }

    /** {@return the mean reciprocal rank: one over the first relevant place, 0 if there is none} */
    public static Metric<RankedQueries> mrr(int k) {
        return mean("mrrAt" + k, k, query -> query.reciprocalRank(k));
    }

    /** {@return the share of relevant items among the first k places, also if less than k items were ranked} */
    public static Metric<RankedQueries> precision(int k) {
        return mean("precisionAt" + k, k, query -> query.precision(k));
    }

    /** {@return the share of the relevant items that is among the first k} */
    public static Metric<RankedQueries> recall(int k) {
        return mean("recallAt" + k, k, query -> query.recall(k));
    }

    /** {@return the share of queries that have something relevant among the first k} */
    public static Metric<RankedQueries> hitRate(int k) {
        return mean("hitRateAt" + k, k, query -> query.hit(k));
    }

    /** {@return one of these metrics with the interval of a mean over queries} */
    static Estimate estimate(Metric<RankedQueries> metric, RankedQueries queries) {
        double[] values = new double[queries.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = metric.of(queries.take(row));
        }
        return values.length == 0
                ? Estimate.undefined(metric.name(), 0, "there are no queries for which something is relevant")
                : Estimate.mean(metric.name(), values).within(0, 1);
    }

    private static Metric<RankedQueries> mean(String name, int k, ToDoubleFunction<RankedQuery> value) {
        if (k < 1) {
            throw new InvalidException("rankings are judged by their first place or more, got " + k);
        }
        return Metric.higherIsBetter(
                name,
                queries ->
                        queries.queries().stream().mapToDouble(value).average().orElse(Double.NaN));
    }
}
