// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How often a test that is looked at after each observation alarms. As a program, it prints the table of
 * docs/guides/rollout.md: {@code java … org.mlops4j.monitoring.sequential.Peeking}.
 */
final class Peeking {

    static final double ALPHA = 0.05;

    private Peeking() {}

    /** A test and what it is fed. */
    interface Experiment {
        /** Adds an observation and looks. */
        boolean alarmsAfterOneMore(int observation);
    }

    /** What happened in some runs. */
    record Outcome(int runs, int alarms, long median) {
        double share() {
            return (double) alarms / runs;
        }
    }

    static Outcome run(int runs, int observations, long seed, Function<Random, Experiment> start) {
        long[] stops = new long[runs];
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            Experiment experiment = start.apply(new Random(new SplittableRandom(seed + run).nextLong()));
            stops[run] = Long.MAX_VALUE;
            for (int i = 1; i <= observations && stops[run] == Long.MAX_VALUE; i++) {
                if (experiment.alarmsAfterOneMore(i)) {
                    stops[run] = i;
                    alarms++;
                }
            }
        }
        Arrays.sort(stops);
        return new Outcome(runs, alarms, stops[(runs - 1) / 2]);
    }

    static Experiment share(BetaBinomialTest test, Random random, double truth) {
        return i -> {
            test.add(random.nextDouble() < truth);
            return test.rejects(ALPHA);
        };
    }

    static Experiment mean(MeanTest test, Supplier<Double> values) {
        return i -> {
            test.add(values.get());
            return test.rejects(ALPHA);
        };
    }

    static Experiment arms(double share, Random random, double first, double second) {
        ArmDifferenceTest test = ArmDifferenceTest.of(0, share, 1);
        return i -> {
            boolean inSecond = random.nextDouble() < share;
            test.add(inSecond, random.nextDouble() < (inSecond ? second : first) ? 1 : 0);
            return test.rejects(ALPHA);
        };
    }

    static Experiment sprt(Random random, double truth) {
        MixtureSprt test = MixtureSprt.of(0, 1, 0.01);
        return i -> {
            test.add(truth + random.nextGaussian());
            return test.rejects(ALPHA);
        };
    }

    /** What others do: the usual z test of a share at the usual bound, looked at again and again. */
    static Experiment fixed(Random random, int every) {
        AtomicLong hits = new AtomicLong();
        return i -> {
            hits.addAndGet(random.nextDouble() < 0.5 ? 1 : 0);
            return i >= 100
                    && i % every == 0
                    && Math.abs(hits.get() - i / 2.0) / Math.sqrt(i / 4.0) > 1.959963984540054;
        };
    }

    /** The difference of two versions that are right with the same probability, on the same request. */
    static double paired(Random random, double onlyFirst, double onlySecond) {
        double u = random.nextDouble();
        return u < onlyFirst ? -1 : u < onlyFirst + onlySecond ? 1 : 0;
    }

    public static void main(String[] arguments) {
        int runs = 4_000;
        int n = 10_000;
        print("share 0.5, beta-binomial", run(runs, n, 1, r -> share(BetaBinomialTest.of(0.5), r, 0.5)));
        print("share 0.05, beta-binomial", run(runs, n, 2, r -> share(BetaBinomialTest.of(0.05), r, 0.05)));
        print("mean, normal", run(runs, n, 3, r -> mean(MeanTest.of(0), r::nextGaussian)));
        print("mean, exponential", run(runs, n, 4, r -> mean(MeanTest.of(1), () -> -Math.log1p(-r.nextDouble()))));
        print(
                "mean, paired hits 3 % against 3 %",
                run(runs, n, 5, r -> mean(MeanTest.of(0, 2_000, 1), () -> paired(r, 0.03, 0.03))));
        for (double share : new double[] {0.5, 0.25, 0.05}) {
            print("arms, share " + share + ", rate 0.1", run(runs, n, 6, r -> arms(share, r, 0.1, 0.1)));
            print("arms, share " + share + ", rate 0.9", run(runs, n, 7, r -> arms(share, r, 0.9, 0.9)));
        }
        print("mean, mixture SPRT", run(runs, n, 8, r -> sprt(r, 0)));
        print("fixed z test, every 100th", run(runs, n, 9, r -> fixed(r, 100)));
        print("fixed z test, every one from the 100th", run(runs, n, 10, r -> fixed(r, 1)));
        print(
                "2-point loss, paired, 3 % against 1 % (mean)",
                run(runs, n, 11, r -> mean(MeanTest.of(0, 2_000, 1), () -> paired(r, 0.03, 0.01))));
        print("2-point loss, arms 0.5, 0.90 to 0.88", run(runs, 10 * n, 12, r -> arms(0.5, r, 0.90, 0.88)));
    }

    private static void print(String name, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f %% | %s |%n",
                name,
                100 * outcome.share(),
                outcome.median() == Long.MAX_VALUE ? "-" : outcome.median());
    }
}
