// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

    private static final int REQUESTS = 100_000;

    private static boolean[] taken(String deployment, double share) {
        Sampling sampling = new Sampling(deployment, share);
        boolean[] taken = new boolean[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            taken[i] = sampling.takes("request-" + i);
        }
        return taken;
    }

    private static long count(boolean[] taken) {
        return IntStream.range(0, taken.length).filter(i -> taken[i]).count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.25, 0.5, 0.9, 1})
    void theShareIsTaken(double share) {
        double deviation = Math.sqrt(REQUESTS * share * (1 - share));
        assertThat((double) count(taken("late-flights", share)))
                .isBetween(REQUESTS * share - 4 * deviation, REQUESTS * share + 4 * deviation);
    }

    @Test
    void theSameRequestsAreTakenAgainAndAGreaterShareTakesTheseToo() {
        boolean[] few = taken("late-flights", 0.1);
        assertThat(taken("late-flights", 0.1)).isEqualTo(few);
        boolean[] more = taken("late-flights", 0.3);
        assertThat(IntStream.range(0, REQUESTS).filter(i -> few[i])).allMatch(i -> more[i]);
    }

    @Test
    void anotherDeploymentTakesOthers() {
        boolean[] one = taken("late-flights", 0.5);
        boolean[] other = taken("early-flights", 0.5);
        long both = IntStream.range(0, REQUESTS).filter(i -> one[i] && other[i]).count();
        assertThat(both).isBetween(REQUESTS / 4 - 800L, REQUESTS / 4 + 800L);
    }
}
