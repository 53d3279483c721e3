// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * How good rankings were over their first places. All are undefined without queries for which something is relevant.
 *
 * @param queries those for which something is relevant
 * @param withoutRelevant those that were left out
 * @param k how many places count
 * @param estimates nDCG, MAP, MRR, precision, recall and hit rate in this order; normal intervals of means over the
 *     queries, Wilson's for the hit rate
 */
public record RankingPerformance(long queries, long withoutRelevant, int k, List<Estimate> estimates) {

    /** Copies the estimates. */
    public RankingPerformance {
        estimates = List.copyOf(estimates);
    }

    /**
     * {@return the performance over the first places}
     *
     * @param gain what a relevance is worth in the nDCG
     * @param k how many places count, from 1
     */
    public static RankingPerformance of(RankedQueries queries, Gain gain, int k) {
        String hitRate = RankingMetrics.hitRate(k).name();
        long hits = queries.queries().stream().filter(query -> query.hit(k) > 0).count();
        return new RankingPerformance(
                queries.rows(),
                queries.withoutRelevant(),
                k,
                List.of(
                        RankingMetrics.estimate(RankingMetrics.ndcg(gain, k), queries),
                        RankingMetrics.estimate(RankingMetrics.map(k), queries),
                        RankingMetrics.estimate(RankingMetrics.mrr(k), queries),
                        RankingMetrics.estimate(RankingMetrics.precision(k), queries),
                        RankingMetrics.estimate(RankingMetrics.recall(k), queries),
                        Estimate.share(
                                hitRate,
                                hits,
                                queries.rows(),
                                "there are no queries for which something is relevant")));
    }

    /** {@return the metric of a name, such as {@code ndcgAt10}, if there is one} */
    public Optional<Estimate> find(String metric) {
        return estimates.stream().filter(e -> e.metric().equals(metric)).findFirst();
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("queries", queries)
                .with("withoutRelevant", withoutRelevant)
                .with("k", k)
                .with("estimates", Estimate.documents(estimates));
    }
}
