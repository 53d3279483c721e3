// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.mlops4j.monitoring.sequential.ArmDifferenceTest;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.MeanTest;

/**
 * Rollouts whose requests are drawn rather than served, judged after each of them. As a program, it prints how often
 * versions are rolled back and after how many requests, the table of docs/guides/rollout.md.
 */
final class SimulatedRollouts {

    private static final Instant BEGIN = Instant.EPOCH;

    private SimulatedRollouts() {}

    /**
     * What versions are like.
     *
     * @param wins how often the candidate alone is right
     * @param losses how often the champion alone is
     * @param errors how often the candidate fails
     */
    record World(double wins, double losses, double errors) {}

    /** {@return the request at which a stage is rolled back, or 0 if it is not} */
    static int rolledBackAt(RolloutStage stage, RolloutPlan plan, World world, Random random, int requests) {
        int index = plan.stages().indexOf(stage);
        RolloutState state =
                RolloutState.start(plan, new RolloutState.Contenders("m", "champion", 2, 1), null, BEGIN, "simulated");
        for (int i = 0; i < index; i++) {
            state = state.promoted(BEGIN, state.status());
        }
        BetaBinomialTest errors = BetaBinomialTest.of(state.errorShare());
        MeanTest pairs = MeanTest.of(0, MeanTest.DEFAULT_TIGHT_AT, 1);
        double share = stage instanceof RolloutStage.Canary canary ? canary.share() : 0.5;
        ArmDifferenceTest arms = ArmDifferenceTest.of(0, share, 1);
        boolean paired = !(stage instanceof RolloutStage.Canary);
        for (int request = 1; request <= requests; request++) {
            double u = random.nextDouble();
            int gain = u < world.wins ? 1 : u < world.wins + world.losses ? -1 : 0;
            boolean candidate = random.nextDouble() < share;
            boolean agreed = random.nextDouble() < 0.9;
            if (paired) {
                pairs.add(gain);
            } else {
                arms.add(candidate, (gain == 0 ? agreed : candidate == gain > 0) ? 1 : 0);
            }
            addErrors(errors, stage, candidate, world, random);
            StageEvidence evidence = new StageEvidence(
                    new Gain(plan.criterion(), paired ? pairs : arms), List.of(), null, errors, request);
            if (Judgement.harm(evidence, plan.level()) != null) {
                return request;
            }
        }
        return 0;
    }

    private static void addErrors(
            BetaBinomialTest errors, RolloutStage stage, boolean candidate, World world, Random random) {
        boolean fails = random.nextDouble() < world.errors;
        if (stage instanceof RolloutStage.Watch) {
            errors.add(fails);
        } else if (fails) {
            errors.add(candidate);
        }
    }

    /** {@return how many of some rollouts of equal versions are rolled back in any of their stages} */
    static int falseRollbacks(RolloutPlan plan, World world, int runs, int requests, long seed) {
        int rolledBack = 0;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(seed + 1_000_003L * run);
            boolean any = false;
            for (RolloutStage stage : plan.stages()) {
                any |= rolledBackAt(stage, plan, world, random, requests) > 0;
            }
            rolledBack += any ? 1 : 0;
        }
        return rolledBack;
    }

    /** {@return the median of the requests until the way back; none if half are never rolled back} */
    static @Nullable Integer median(
            RolloutStage stage, RolloutPlan plan, World world, int runs, int requests, long seed) {
        int[] stops = new int[runs];
        for (int run = 0; run < runs; run++) {
            int stop = rolledBackAt(stage, plan, world, new Random(seed + 1_000_003L * run), requests);
            stops[run] = stop == 0 ? Integer.MAX_VALUE : stop;
        }
        Arrays.sort(stops);
        return stops[(runs - 1) / 2] == Integer.MAX_VALUE ? null : stops[(runs - 1) / 2];
    }

    static RolloutPlan plan(double margin) {
        return RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), margin)
                .shadow(Duration.ofHours(6))
                .canary(0.05, Duration.ofHours(1))
                .canary(0.25, Duration.ofHours(1))
                .watch(Duration.ofDays(2));
    }

    /** {@return the share of some rollouts that is rolled back within some requests of a stage} */
    static double power(RolloutStage stage, RolloutPlan plan, World world, int runs, int requests, long seed) {
        int caught = 0;
        for (int run = 0; run < runs; run++) {
            caught += rolledBackAt(stage, plan, world, new Random(seed + 1_000_003L * run), requests) > 0 ? 1 : 0;
        }
        return (double) caught / runs;
    }

    /** How often a loss is found within some requests of a stage, by its size in points. */
    private static void printPower(RolloutPlan plan) {
        for (int requests : new int[] {1_000, 5_000, 20_000}) {
            for (RolloutStage stage : plan.stages().subList(0, 3)) {
                StringBuilder row = new StringBuilder("| " + stage.name() + " | " + requests);
                for (double loss : new double[] {0.01, 0.02, 0.05, 0.1}) {
                    World world = new World(0.01, 0.01 + loss, 0);
                    row.append(String.format(
                            Locale.ROOT, " | %.0f %%", 100 * power(stage, plan, world, 400, requests, 5)));
                }
                System.out.println(row + " |");
            }
        }
    }

    public static void main(String[] arguments) {
        int runs = 4_000;
        RolloutPlan strict = plan(0);
        int rolledBack = falseRollbacks(strict, new World(0.03, 0.03, 0.01), runs, 5_000, 1);
        System.out.printf(
                Locale.ROOT, "| equal versions, margin 0 | %.2f %% rolled back |%n", 100.0 * rolledBack / runs);
        printPower(strict);
        World worse = new World(0.01, 0.03, 0);
        for (double margin : new double[] {0, 0.005}) {
            System.out.printf(
                    Locale.ROOT,
                    "| 2 points worse in the shadow, margin %s | median %s |%n",
                    margin,
                    median(plan(margin).stages().get(0), plan(margin), worse, runs, 50_000, 2));
        }
        System.out.printf(
                Locale.ROOT,
                "| 10 points worse in a canary of 25 %% | median %s |%n",
                median(strict.stages().get(2), strict, new World(0, 0.1, 0), 1_000, 50_000, 3));
        System.out.printf(
                Locale.ROOT,
                "| fails 3 requests in 100 under watch, where 1 is allowed | median %s |%n",
                median(strict.stages().get(3), strict, new World(0.03, 0.03, 0.03), 1_000, 50_000, 4));
    }
}
