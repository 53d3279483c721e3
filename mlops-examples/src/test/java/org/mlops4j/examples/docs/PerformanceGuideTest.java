// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.features.Expression;
import org.mlops4j.monitoring.estimation.Cbpe;
import org.mlops4j.monitoring.estimation.DirectLossEstimator;
import org.mlops4j.monitoring.estimation.Loss;
import org.mlops4j.monitoring.fairness.FairnessCriterion;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.fairness.FairnessReport;
import org.mlops4j.monitoring.fairness.FairnessVerdict;
import org.mlops4j.monitoring.fairness.GroupedScores;
import org.mlops4j.monitoring.forecasting.ForecastIntervals;
import org.mlops4j.monitoring.forecasting.ForecastPerformance;
import org.mlops4j.monitoring.performance.BinaryCosts;
import org.mlops4j.monitoring.performance.BinaryMetrics;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Bootstrap;
import org.mlops4j.monitoring.performance.BusinessMetric;
import org.mlops4j.monitoring.performance.CalibrationTest;
import org.mlops4j.monitoring.performance.ClassDecisions;
import org.mlops4j.monitoring.performance.Confusion;
import org.mlops4j.monitoring.performance.ConfusionMatrix;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.GainsTable;
import org.mlops4j.monitoring.performance.Metric;
import org.mlops4j.monitoring.performance.MultiClassPerformance;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.monitoring.performance.Predictions;
import org.mlops4j.monitoring.performance.RegressionPerformance;
import org.mlops4j.monitoring.profile.Moments;
import org.mlops4j.monitoring.ranking.Gain;
import org.mlops4j.monitoring.ranking.RankedQueries;
import org.mlops4j.monitoring.ranking.RankingPerformance;
import org.mlops4j.monitoring.ranking.Recommendations;

/** The code of the guide to performance. */
class PerformanceGuideTest {

    @Test
    void metricsHaveIntervalsAndReasons() {
        Table flights = flights(800);

        BinaryScores scores = BinaryScores.of(flights, "score", "late");
        BinaryPerformance performance = BinaryPerformance.of(scores);
        Estimate auc = performance.auc();
        System.out.println(auc.value() + " in [" + auc.low() + ", " + auc.high() + "] " + auc.reason());

        Confusion decisions = Confusion.of(scores, 0.3);
        List<Estimate> byThreshold = List.of(decisions.precision(), decisions.recall(), decisions.f1());
        Estimate precision = Bootstrap.seeded(42).estimate(BinaryMetrics.averagePrecision(), scores);
        GainsTable gains = GainsTable.of(scores, 10);
        double calibrated = CalibrationTest.spiegelhalter(scores).pValue();

        assertThat(auc.low()).isLessThan(auc.value());
        assertThat(byThreshold).allMatch(Estimate::defined);
        assertThat(precision.low()).isLessThan(precision.value());
        assertThat(gains.steps().get(0).lift().value()).isGreaterThan(1);
        assertThat(calibrated).isGreaterThan(0.001);

        MultiClassPerformance carriers = MultiClassPerformance.of(ClassDecisions.of(flights, "guess", "carrier"));
        Estimate kappa = carriers.find("kappa").orElseThrow();
        Estimate recall =
                carriers.confusion().recall(carriers.confusion().classes().indexOf("AA"));

        assertThat(kappa.value()).isPositive();
        assertThat(recall.defined()).isTrue();

        RegressionPerformance minutes = RegressionPerformance.of(flights, "forecast", "minutes");
        Estimate r2 = minutes.r2();
        Estimate typical = minutes.medianAbsoluteError();

        assertThat(r2.value()).isBetween(0.0, 1.0);
        assertThat(typical.high()).isGreaterThan(typical.low());
    }

    @Test
    void costsAndBusiness() {
        Table flights = flights(800);
        BinaryScores scores = BinaryScores.of(flights, "score", "late");

        BinaryCosts costs = BinaryCosts.ofMistakes(15, 400); // a call for nothing, a missed connection
        double threshold = costs.probabilityThreshold();
        Estimate perFlight = costs.expectedCost(Confusion.of(scores, threshold));

        BusinessMetric compensation = new BusinessMetric(
                "compensation",
                (score, late, flight) -> late == 1 && score < 0.3 ? 250 + 0.1 * flight.number("distance") : 0);
        Estimate total = compensation.sum(flights, "score", "late");

        BusinessMetric same = BusinessMetric.of(
                "compensation",
                Expression.parse("case when label = 1 and output < 0.3 then 250 + 0.1 * distance else 0 end"));
        Document stored = same.toDocument();

        assertThat(threshold).isBetween(0.03, 0.04);
        assertThat(perFlight.value()).isPositive();
        assertThat(total.high()).isGreaterThan(total.value());
        assertThat(BusinessMetric.from(stored).sum(flights, "score", "late")).isEqualTo(total);
    }

    @Test
    void twoModelsOnTheSameRows() {
        Table flights = flights(800);
        BinaryScores champion = BinaryScores.of(flights, "old", "late");
        BinaryScores challenger = BinaryScores.of(flights, "score", "late");

        PairedComparison auc = PairedComparison.auc(champion, challenger); // DeLong
        PairedComparison right = PairedComparison.accuracy(champion, challenger, 0.5); // McNemar, Tango
        PairedComparison ks =
                PairedComparison.of(BinaryMetrics.kolmogorovSmirnov(), champion, challenger, Bootstrap.seeded(42));
        boolean notWorse = auc.pValueNotWorseBy(0.005) < 0.05;

        Metric<BinaryScores> missed =
                Metric.lowerIsBetter("missed", rows -> Confusion.of(rows, 0.3).falseNegatives() / (double) rows.rows());
        PairedComparison ours = PairedComparison.of(missed, champion, challenger, Bootstrap.seeded(42));

        assertThat(notWorse).isTrue();
        assertThat(right.defined()).isTrue();
        assertThat(ks.gain()).isPositive();
        assertThat(ours.test()).isEqualTo("bootstrap-bca");

        Predictions before = Predictions.of(flights, "oldForecast", "minutes");
        Predictions after = Predictions.of(flights, "forecast", "minutes");
        PairedComparison series = PairedComparison.series(
                "mae",
                before.losses((forecast, minutes) -> Math.abs(forecast - minutes)),
                after.losses((forecast, minutes) -> Math.abs(forecast - minutes)),
                3);

        assertThat(series.gain()).isPositive();
    }

    @Test
    void groups() {
        Table flights = flights(800);

        FairnessReport report = FairnessReport.of(
                GroupedScores.of(flights, "score", "late", "carrier"),
                FairnessPolicy.at(0.3).withMinimumRows(100).withGreatestDifference(0.1));
        FairnessVerdict verdict = report.verdict(FairnessCriterion.EQUAL_OPPORTUNITY);
        Document evidence = report.toDocument();

        assertThat(verdict).isNotEqualTo(FairnessVerdict.UNFAIR);
        assertThat(evidence.get("findings").list()).isNotEmpty();
    }

    @Test
    void rankings() {
        Table items = Table.builder(Schema.of(
                        Field.of("query", DataType.STRING),
                        Field.of("score", DataType.FLOAT64),
                        Field.of("clicks", DataType.INT64)))
                .add("DEN to SFO", 0.9, 0L)
                .add("DEN to SFO", 0.7, 3L)
                .add("DEN to JFK", 0.8, 1L)
                .build();

        RankingPerformance search =
                RankingPerformance.of(RankedQueries.of(items, "query", "score", "clicks"), Gain.EXPONENTIAL, 10);
        Estimate ndcg = search.find("ndcgAt10").orElseThrow();

        Recommendations offers = new Recommendations(Map.of("ana", List.of("Lisbon", "Rome"), "ben", List.of("Oslo")));
        RankingPerformance taken =
                RankingPerformance.of(offers.judgedBy(Map.of("ana", Set.of("Rome"))), Gain.LINEAR, 5);
        Estimate coverage = offers.coverage(Set.of("Lisbon", "Rome", "Oslo", "Bern"));

        assertThat(ndcg.value()).isBetween(0.5, 1.0);
        assertThat(taken.find("mrrAt5").orElseThrow().value()).isEqualTo(0.5);
        assertThat(coverage.value()).isEqualTo(0.75);
    }

    @Test
    void forecasts() {
        Table days = flights(200);
        double[] history = days.doubles("minutes").toArray();

        Predictions points = Predictions.of(days, "forecast", "minutes");
        ForecastPerformance weekAhead = ForecastPerformance.of(points, 7);
        Estimate mase = ForecastPerformance.mase(points, 7, history, 1);
        ForecastIntervals intervals = ForecastIntervals.of(days, "low", "high", "minutes", 0.9, 7);

        assertThat(weekAhead.wape().value()).isPositive();
        assertThat(mase.value()).isLessThan(1);
        assertThat(intervals.coverage().value()).isGreaterThan(0.5);
    }

    @Test
    void withoutLabels() {
        Table reference = flights(1_500);
        Table today = flights(800);

        Cbpe cbpe = Cbpe.fit(BinaryScores.of(reference, "score", "late"), 0.3);
        Estimate auc =
                cbpe.estimate(today.doubles("score").toArray()).find("auc").orElseThrow();
        boolean alarm = cbpe.limits().get("auc").exceededBy(auc.value());

        DirectLossEstimator loss = DirectLossEstimator.fit(
                reference, List.of("distance", "carrier"), "forecast", "minutes", Loss.ABSOLUTE);
        Estimate mae = loss.estimate(today);

        assertThat(alarm).isFalse();
        assertThat(mae.value()).isPositive();
    }

    @Test
    void shards() {
        Table flights = flights(800);
        Table monday = flights.slice(0, 300);
        Table tuesday = flights.slice(300, 800);

        ConfusionMatrix both = ConfusionMatrix.of(ClassDecisions.of(monday, "guess", "carrier"))
                .plus(ConfusionMatrix.of(ClassDecisions.of(tuesday, "guess", "carrier")));
        Moments errors = Moments.of(absoluteErrors(tuesday)).plus(Moments.of(absoluteErrors(monday)));
        Estimate mae = Estimate.mean("mae", errors);

        assertThat(both).isEqualTo(ConfusionMatrix.of(ClassDecisions.of(flights, "guess", "carrier")));
        assertThat(mae).isEqualTo(Estimate.mean("mae", Moments.of(absoluteErrors(flights))));
    }

    private static double[] absoluteErrors(Table rows) {
        return Predictions.of(rows, "forecast", "minutes").losses((forecast, minutes) -> Math.abs(forecast - minutes));
    }

    private static Table flights(int rows) {
        Random random = new Random(rows);
        double[] distance = random.doubles(rows, 100, 3_000).toArray();
        double[] score = random.doubles(rows).map(u -> u * u).toArray();
        double[] old = new double[rows];
        long[] late = new long[rows];
        String[] carrier = new String[rows];
        String[] guess = new String[rows];
        double[][] minutes = new double[5][rows];
        for (int row = 0; row < rows; row++) {
            late[row] = random.nextDouble() < score[row] ? 1 : 0;
            old[row] = Math.max(0, Math.min(1, score[row] + 0.3 * random.nextGaussian()));
            carrier[row] = List.of("AA", "UA", "WN").get(random.nextInt(3));
            guess[row] = random.nextInt(3) > 0 ? carrier[row] : "WN";
            minutes[0][row] = 60 + distance[row] / 10 + 10 * random.nextGaussian();
            minutes[1][row] = 60 + distance[row] / 10;
            minutes[2][row] = 50 + distance[row] / 9;
            minutes[3][row] = minutes[1][row] - 17;
            minutes[4][row] = minutes[1][row] + 17;
        }
        return Table.of(
                Schema.of(
                        Field.of("distance", DataType.FLOAT64),
                        Field.of("score", DataType.FLOAT64),
                        Field.of("old", DataType.FLOAT64),
                        Field.of("late", DataType.INT64),
                        Field.of("carrier", DataType.STRING),
                        Field.of("guess", DataType.STRING),
                        Field.of("minutes", DataType.FLOAT64),
                        Field.of("forecast", DataType.FLOAT64),
                        Field.of("oldForecast", DataType.FLOAT64),
                        Field.of("low", DataType.FLOAT64),
                        Field.of("high", DataType.FLOAT64)),
                List.of(
                        DoubleColumn.of(distance),
                        DoubleColumn.of(score),
                        DoubleColumn.of(old),
                        LongColumn.of(late),
                        StringColumn.of(carrier),
                        StringColumn.of(guess),
                        DoubleColumn.of(minutes[0]),
                        DoubleColumn.of(minutes[1]),
                        DoubleColumn.of(minutes[2]),
                        DoubleColumn.of(minutes[3]),
                        DoubleColumn.of(minutes[4])));
    }
}
