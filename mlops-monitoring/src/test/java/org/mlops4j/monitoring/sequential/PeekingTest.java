// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.sequential.Peeking.ALPHA;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.mlops4j.monitoring.sequential.Peeking.Experiment;

/** Runs without a difference, looked at after each observation; {@link Peeking#main} has longer ones. */
class PeekingTest {

    private static final int RUNS = 1_000;
    private static final int OBSERVATIONS = 3_000;
    private static final long SEED = 20_260_301;

    @Test
    void lookingAfterEachObservationAlarmsAtMostAsOftenAsIsAllowed() {
        Map<String, Function<Random, Experiment>> nulls = Map.of(
                "share 0.5", random -> Peeking.share(BetaBinomialTest.of(0.5), random, 0.5),
                "share 0.05", random -> Peeking.share(BetaBinomialTest.of(0.05), random, 0.05),
                "exponential", random -> Peeking.mean(MeanTest.of(1), () -> -Math.log1p(-random.nextDouble())),
                "paired", random -> Peeking.mean(MeanTest.of(0, 2_000, 1), () -> Peeking.paired(random, 0.03, 0.03)),
                "arms", random -> Peeking.arms(0.25, random, 0.9, 0.9),
                "sprt", random -> Peeking.sprt(random, 0));
        // One in twenty, and three standard errors of this simulation.
        double most = ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);
        nulls.forEach((name, experiment) -> assertThat(
                        Peeking.run(RUNS, OBSERVATIONS, SEED, experiment).share())
                .as("%s, seed %d", name, SEED)
                .isLessThanOrEqualTo(most));
    }

    @Test
    void lookingAgainAndAgainByAUsualTestDoesNot() {
        assertThat(Peeking.run(RUNS, 10_000, SEED, random -> Peeking.fixed(random, 100))
                        .share())
                .as("seed %d", SEED)
                .isGreaterThan(0.3);
    }

    @Test
    void aLossOfTwoPointsIsFoundWithinTwoThousandPairs() {
        var found = Peeking.run(
                200,
                10_000,
                SEED,
                random -> Peeking.mean(MeanTest.of(0, 2_000, 1), () -> Peeking.paired(random, 0.03, 0.01)));
        assertThat(found.median()).as("seed %d", SEED).isLessThanOrEqualTo(2_000);
        assertThat(found.share()).isEqualTo(1);
    }

    @Test
    void theTruthIsInTheConfidenceSequenceAtAllTimes() {
        int missed = 0;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(SEED + run);
            BetaBinomialTest test = BetaBinomialTest.of(0.5);
            boolean miss = false;
            for (int i = 0; i < 500; i++) {
                test.add(random.nextDouble() < 0.2);
                miss |= test.lower(ALPHA) > 0.2 || test.upper(ALPHA) < 0.2;
            }
            missed += miss ? 1 : 0;
        }
        assertThat(missed).as("seed %d", SEED).isLessThanOrEqualTo((int) (RUNS * 0.05 + 21));
    }
}
