// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.pipeline.Verdict;

/**
 * Two models that are equally good and calibrated: each knows one of two things that the other does not. As a program,
 * it prints how often suites of gates say what of them, and of a candidate that is worse: the tables of
 * docs/guides/rollout.md.
 */
final class EqualModels {

    static final Schema SCHEMA = Schema.of(
            Field.of("known", DataType.FLOAT64),
            Field.of("candidate", DataType.FLOAT64),
            Field.of("champion", DataType.FLOAT64),
            Field.of("origin", DataType.STRING),
            Field.of("late", DataType.BOOLEAN));

    private EqualModels() {}

    /**
     * {@return rows that both have scored}
     *
     * @param handicap of the candidate: how much its scores lose of what it knows, from 0 to 1
     */
    static Table rows(Random random, int count, double handicap) {
        Table.Builder rows = Table.builder(SCHEMA);
        for (int i = 0; i < count; i++) {
            double both = 2 * random.nextDouble() - 1;
            double first = 2 * random.nextDouble() - 1;
            double second = 2 * random.nextDouble() - 1;
            boolean late = random.nextDouble() < 0.5 + 0.25 * both + 0.12 * first + 0.12 * second;
            double weight = 1 - handicap;
            double noise = handicap * (random.nextDouble() - 0.5);
            rows.add(
                    both,
                    0.5 + weight * (0.25 * both + 0.12 * first) + noise,
                    0.5 + 0.25 * both + 0.12 * second,
                    "o" + random.nextInt(5),
                    late);
        }
        return rows.build();
    }

    static Trial trial(Random random, int count, double handicap) {
        return Trial.of(rows(random, count, handicap), "candidate", "champion", "late")
                .trainedOn(rows(random, count, handicap).select(List.of("known", "origin")));
    }

    /** {@return a suite whose gates all depend on chance, the strictest if the margin is 0} */
    static GateSuite suite(Random random, int count, double margin) {
        ReferenceProfile reference = ReferenceProfile.of(rows(random, count, 0).select(List.of("known", "origin")));
        return GateSuite.at(0.05)
                .with(Gates.notWorseThanChampion(GateMetric.auc(), margin))
                .with(Gates.notWorseThanChampion(GateMetric.logLoss(), margin))
                .with(Gates.notWorseThanChampion(GateMetric.accuracy(0.5), margin))
                .with(Gates.noSliceWorseThan(GateMetric.auc(), margin, "origin"))
                .with(Gates.calibrated(0.02))
                .with(Gates.trainingDataLike(reference));
    }

    static Map<Verdict.Outcome, Integer> run(int runs, int count, double margin, double handicap, long seed) {
        Map<Verdict.Outcome, Integer> outcomes = new EnumMap<>(Verdict.Outcome.class);
        for (int run = 0; run < runs; run++) {
            Random random = new Random(seed + 1_000_003L * run);
            GateSuite suite = suite(random, count, margin);
            outcomes.merge(suite.judge(trial(random, count, handicap)).outcome(), 1, Integer::sum);
        }
        return outcomes;
    }

    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4_000;
        for (int count : new int[] {1_000, 10_000}) {
            for (double margin : new double[] {0, 0.005, 0.02}) {
                print("| " + count + " | " + margin, run(runs, count, margin, 0, 1), runs);
            }
        }
        int fewer = Math.max(1, runs / 10);
        for (double handicap : new double[] {0.1, 0.2, 0.4}) {
            double loss = auc(0) - auc(handicap);
            for (int count : new int[] {1_000, 10_000}) {
                String worse = String.format(Locale.ROOT, "| AUC %.3f less | %d", loss, count);
                print(worse, run(fewer, count, 0.005, handicap, 2), fewer);
            }
        }
    }

    /** {@return the AUC of a candidate, of many rows} */
    private static double auc(double handicap) {
        Verdict verdict = Gates.bound(GateMetric.auc(), 0.5).judge(trial(new Random(3), 200_000, handicap), 0.05);
        return verdict.evidence().get("value").number();
    }

    private static void print(String what, Map<Verdict.Outcome, Integer> outcomes, int runs) {
        System.out.printf(
                Locale.ROOT,
                "%s | %.2f %% | %.1f %% | %.1f %% |%n",
                what,
                100.0 * outcomes.getOrDefault(Verdict.Outcome.FAIL, 0) / runs,
                100.0 * outcomes.getOrDefault(Verdict.Outcome.INCONCLUSIVE, 0) / runs,
                100.0 * outcomes.getOrDefault(Verdict.Outcome.PASS, 0) / runs);
    }
}
