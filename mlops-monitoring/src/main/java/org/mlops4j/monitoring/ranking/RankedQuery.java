// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

import java.util.Arrays;
import org.mlops4j.error.InvalidException;

/**
 * The relevances of what was ranked for one query, and the best that could have been. Immutable.
 *
 * <p>An item is relevant if its relevance is more than 0.
 */
final class RankedQuery {

    private final double[] ranked;
    private final double[] ideal;

    /**
     * Takes both arrays over.
     *
     * @param ranked relevances of the items, the best place first; finite, from 0
     * @param judged relevances of all items that were judged, ranked or not, in any order; sorted in place
     */
    RankedQuery(double[] ranked, double[] judged) {
        for (double relevance : judged) {
            if (!(relevance >= 0 && relevance < Double.POSITIVE_INFINITY)) {
                throw new InvalidException("a relevance is a finite number from 0, was " + relevance);
            }
        }
        this.ranked = ranked;
        this.ideal = judged;
        Arrays.sort(ideal);
        for (int i = 0; i < ideal.length / 2; i++) {
            double swap = ideal[i];
            ideal[i] = ideal[ideal.length - 1 - i];
            ideal[ideal.length - 1 - i] = swap;
        }
    }

    boolean hasRelevant() {
        return ideal.length > 0 && ideal[0] > 0;
    }

    /** {@return the discounted gain of the first k places over the greatest possible; NaN if nothing is relevant} */
    double ndcg(Gain gain, int k) {
        return dcg(ranked, gain, k) / dcg(ideal, gain, k);
    }

    double precision(int k) {
        return (double) hits(k) / k;
    }

    double recall(int k) {
        return (double) hits(k) / relevant();
    }

    double hit(int k) {
        return hits(k) > 0 ? 1 : 0;
    }

    double reciprocalRank(int k) {
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            if (ranked[place] > 0) {
                return 1.0 / (place + 1);
            }
        }
        return 0;
    }

    double averagePrecision(int k) {
        double sum = 0;
        int hits = 0;
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            if (ranked[place] > 0) {
                sum += ++hits / (place + 1.0);
            }
        }
        return sum / Math.min(k, relevant());
    }

    boolean sameTruthAs(RankedQuery other) {
        return Arrays.equals(ideal, other.ideal);
    }

    private int hits(int k) {
        return (int) Arrays.stream(ranked)
                .limit(k)
                .filter(relevance -> relevance > 0)
                .count();
    }

    private int relevant() {
        return (int) Arrays.stream(ideal).filter(relevance -> relevance > 0).count();
    }

    private static double dcg(double[] relevances, Gain gain, int k) {
        double sum = 0;
        for (int place = 0; place < Math.min(k, relevances.length); place++) {
            sum += gain.of(relevances[place]) * Math.log(2) / Math.log(place + 2);
        }
        return sum;
    }
}
