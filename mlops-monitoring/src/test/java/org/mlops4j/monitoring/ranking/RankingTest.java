// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.performance.Bootstrap;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.PairedComparison;

class RankingTest {

    private static final Reference SKLEARN = Reference.open("rankings");

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 12})
    void metricsEqualScikitLearnAndTheDefinitions(int k) {
        RankedQueries queries = reference(SKLEARN.numbers("ranking.scores"));
        RankingPerformance performance = RankingPerformance.of(queries, Gain.LINEAR, k);

        assertThat(performance.queries()).isEqualTo(30);
        assertEquals(performance.find("ndcgAt" + k).orElseThrow(), SKLEARN.numbers("ranking." + k + ".LINEAR"));
        assertEquals(
                RankingPerformance.of(queries, Gain.EXPONENTIAL, k).estimates().get(0),
                SKLEARN.numbers("ranking." + k + ".EXPONENTIAL"));
        for (String metric : List.of("map", "mrr", "precision", "recall")) {
            assertEquals(
                    performance.find(metric + "At" + k).orElseThrow(), SKLEARN.numbers("ranking." + k + "." + metric));
        }
    }

    @Test
    void aModelThatCannotTellItemsApartGetsNoCreditForTheOrderOfTheRows() {
        String[] query = {"q", "q", "q"};
        RankedQueries flattered = RankedQueries.of(query, new double[3], new double[] {1, 0, 0});
        RankedQueries other = RankedQueries.of(query, new double[3], new double[] {0, 0, 1});

        assertThat(RankingMetrics.mrr(3).of(flattered))
                .isEqualTo(RankingMetrics.mrr(3).of(other))
                .isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void queriesForWhichNothingIsRelevantAreLeftOutAndCounted() {
        Table items = Table.builder(Schema.of(
                        Field.of("query", DataType.STRING),
                        Field.of("score", DataType.FLOAT64),
                        Field.nullable("clicks", DataType.INT64)))
                .add("a", 0.9, 0L)
                .add("a", Double.NaN, 2L)
                .add("b", 0.5, null)
                .build();
        RankingPerformance performance =
                RankingPerformance.of(RankedQueries.of(items, "query", "score", "clicks"), Gain.LINEAR, 1);

        assertThat(performance.queries()).isEqualTo(1);
        assertThat(performance.withoutRelevant()).isEqualTo(1);
        assertThat(performance.find("hitRateAt1").orElseThrow().value())
                .as("an item without a score comes last")
                .isZero();
        assertThat(RankingPerformance.of(RankedQueries.of(new String[0], new double[0], new double[0]), Gain.LINEAR, 3)
                        .estimates())
                .allSatisfy(estimate -> assertThat(estimate.reason())
                        .isEqualTo("there are no queries for which something is relevant"));
    }

    @Test
    void attributionsThatChangePlacesHaveTheGainOfThePublishedExample() {
        // Amazon SageMaker, "Feature attribution drift for models in production": attributions in training and live.
        double[] training = {0.70, 0.50, 0.05};
        double[] live = {0.10, 0.20, 0.70};
        RankedQueries features = RankedQueries.of(new String[] {"model", "model", "model"}, live, training);

        assertThat(RankingMetrics.ndcg(Gain.LINEAR, 3).of(features)).isCloseTo(0.6876396241, within(1e-10));
    }

    @Test
    void recommendationsAreJudgedByWhatUsersWanted() {
        Recommendations recommendations =
                new Recommendations(Map.of("ann", List.of("x", "y", "z"), "bob", List.of("y", "w")));
        RankedQueries judged =
                recommendations.judgedBy(Map.of("ann", Set.of("y"), "cid", Set.of("x"), "bob", Set.of()));

        assertThat(judged.rows()).as("ann, and cid who got nothing").isEqualTo(2);
        assertThat(judged.withoutRelevant()).isEqualTo(1);
        assertThat(RankingMetrics.mrr(3).of(judged)).isEqualTo(0.25);
        assertThat(RankingMetrics.recall(3).of(judged)).isEqualTo(0.5);
        assertThat(RankingMetrics.precision(2).of(judged)).isEqualTo(0.25);
    }

    @Test
    void recommendationsComeFromTablesToo() {
        Table offered = Table.builder(Schema.of(
                        Field.nullable("user", DataType.STRING),
                        Field.of("city", DataType.STRING),
                        Field.of("score", DataType.FLOAT64)))
                .add("ann", "Rome", 0.4)
                .add("ann", "Oslo", 0.9)
                .add("ann", "Bern", 0.4)
                .add("bob", "Oslo", 0.1)
                .add("bob", "Bern", Double.NaN)
                .add(null, "Bern", 0.5)
                .build();
        Table booked = Table.builder(Schema.of(Field.of("user", DataType.STRING), Field.of("city", DataType.STRING)))
                .add("ann", "Bern")
                .build();
        Recommendations recommendations = Recommendations.of(offered, "user", "city", "score");

        assertThat(recommendations.items())
                .isEqualTo(Map.of("ann", List.of("Oslo", "Bern", "Rome"), "bob", List.of("Oslo")));
        assertThat(RankingMetrics.mrr(3).of(recommendations.judgedBy(booked, "user", "city")))
                .isEqualTo(0.5);
    }

    @Test
    void listsAreJudgedByThemselvesToo() {
        Recommendations recommendations =
                new Recommendations(Map.of("ann", List.of("x", "y"), "bob", List.of("x"), "cid", List.of()));

        assertThat(recommendations.coverage(Set.of("x", "y", "z", "w")).value()).isEqualTo(0.5);
        assertThat(recommendations
                        .novelty(item -> item.equals("x") ? 0.5 : 0.125)
                        .value())
                .isCloseTo((2.0 + 1.0) / 2, within(1e-15));
        assertThat(recommendations.diversity((one, other) -> 0.25).value()).isEqualTo(0.75);
        assertThat(new Recommendations(Map.of()).diversity((one, other) -> 0).reason())
                .isEqualTo("no user has 2 recommended items");
        assertThatThrownBy(() -> recommendations.coverage(Set.of("x")))
                .isInstanceOf(InvalidException.class)
                .hasMessage("item 'y' is recommended but not in the catalogue");
        assertThatThrownBy(() -> new Recommendations(Map.of("ann", List.of("x", "x"))))
                .isInstanceOf(InvalidException.class)
                .hasMessage("an item is recommended to user 'ann' twice");
    }

    @Test
    void twoRankingsAreComparedOnTheSameQueries() {
        double[] scores = SKLEARN.numbers("ranking.scores");
        double[] noisy = scores.clone();
        Random random = new Random(7);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += 4 * random.nextGaussian();
        }
        PairedComparison comparison = PairedComparison.of(
                RankingMetrics.ndcg(Gain.LINEAR, 5), reference(noisy), reference(scores), Bootstrap.seeded(8));

        assertThat(comparison.gain()).isPositive();
        assertThat(comparison.pValueNotWorseBy(0)).isLessThan(0.01);
        assertThatThrownBy(() -> PairedComparison.of(
                        RankingMetrics.mrr(5),
                        reference(scores),
                        reference(scores).take(1, 2, 3),
                        Bootstrap.seeded(8)))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void whatIsNoRankingIsRefused() {
        assertThatThrownBy(() -> RankingMetrics.mrr(0)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> RankedQueries.of(new String[] {"q"}, new double[1], new double[] {-1}))
                .isInstanceOf(InvalidException.class)
                .hasMessage("relevances are numbers from 0; row 0 has -1.0");
        assertThatThrownBy(() -> RankedQueries.of(new String[1], new double[1], new double[1]))
                .isInstanceOf(InvalidException.class)
                .hasMessage("every item needs a query, row 0 has none");
    }

    private static RankedQueries reference(double[] scores) {
        String[] queries = new String[scores.length];
        for (int i = 0; i < queries.length; i++) {
            queries[i] = "query " + (100 + i / 12);
        }
        return RankedQueries.of(queries, scores, SKLEARN.numbers("ranking.relevances"));
    }

    private static void assertEquals(Estimate actual, double[] expected) {
        assertThat(actual.value()).isCloseTo(expected[0], twelveDigits(expected[0]));
        assertThat(actual.low()).isCloseTo(expected[1], twelveDigits(expected[1]));
        assertThat(actual.high()).isCloseTo(expected[2], twelveDigits(expected[2]));
    }
}
