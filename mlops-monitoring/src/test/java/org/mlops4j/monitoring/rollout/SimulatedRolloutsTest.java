// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.rollout.SimulatedRollouts.World;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.MeanTest;

/** Judgements after each request; {@link SimulatedRollouts#main} has longer runs. */
class SimulatedRolloutsTest {

    private static final long SEED = 20_260_301;

    @Test
    void equalVersionsAreRolledBackAtMostAsOftenAsIsAllowed() {
        int runs = 300;
        int rolledBack = SimulatedRollouts.falseRollbacks(
                SimulatedRollouts.plan(0), new World(0.03, 0.03, 0.01), runs, 1_500, SEED);
        assertThat(rolledBack).as("seed %d", SEED).isLessThanOrEqualTo((int)
                (0.05 * runs + 3 * Math.sqrt(0.05 * 0.95 * runs)));
    }

    @Test
    void aLossOfTwoPointsIsCaughtByAMedianOfTwoThousandRequests() {
        RolloutPlan plan = SimulatedRollouts.plan(0);
        assertThat(SimulatedRollouts.median(plan.stages().get(0), plan, new World(0.01, 0.03, 0), 200, 10_000, SEED))
                .as("seed %d", SEED)
                .isNotNull()
                .isLessThanOrEqualTo(2_000);
    }

    @Test
    void slowAnswersOfACanaryAreAVeto() {
        RolloutPlan plan = SimulatedRollouts.plan(0.02).slowAfter(Duration.ofMillis(5));
        RolloutState state = RolloutState.start(
                        plan, new RolloutState.Contenders("m", "champion", 2, 1), null, Instant.EPOCH, "")
                .promoted(Instant.EPOCH, new RolloutState.Finding("", Document.object()));
        MeanTest gain = MeanTest.of(0, 2_000, 1);
        BetaBinomialTest slow = BetaBinomialTest.of(0.05);
        for (int i = 0; i < 1_000; i++) {
            gain.add(1);
        }
        for (int i = 0; i < 40; i++) {
            slow.add(i % 2 == 0);
        }
        BetaBinomialTest errors = BetaBinomialTest.of(state.errorShare());
        Gain better = new Gain(plan.criterion(), gain);
        StageEvidence evidence = new StageEvidence(better, List.of(), slow, errors, 1_000);
        Judgement judgement = Judgement.of(state, evidence, Instant.EPOCH.plusSeconds(7_200));
        assertThat(judgement.decision()).isEqualTo(Judgement.Decision.ROLL_BACK);
        assertThat(judgement.reason()).startsWith("slow answers: 0.5");
        StageEvidence quick = new StageEvidence(better, List.of(), BetaBinomialTest.of(0.05), errors, 1_000);
        assertThat(Judgement.of(state, quick, Instant.EPOCH.plusSeconds(7_200)).decision())
                .isEqualTo(Judgement.Decision.PROMOTE);
    }
}
