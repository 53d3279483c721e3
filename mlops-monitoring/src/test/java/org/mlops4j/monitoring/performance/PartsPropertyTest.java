// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.profile.Moments;

class PartsPropertyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void meansOfPartsInAnyOrderAreThoseOfTheWholeToTheBit(long seed) {
        Random random = new Random(seed);
        double[] losses = new double[1_000];
        Arrays.setAll(losses, i -> Math.exp(10 * random.nextGaussian()));
        List<Moments> parts = new ArrayList<>();
        int from = 0;
        while (from < losses.length) {
            int to = Math.min(losses.length, from + random.nextInt(200));
            parts.add(Moments.of(Arrays.copyOfRange(losses, from, to)));
            from = to;
        }
        Collections.shuffle(parts, random);

        Estimate merged = Estimate.mean("loss", parts.stream().reduce(Moments.NONE, Moments::plus));
        Estimate recomputed = Estimate.mean("loss", losses);

        assertThat(merged).isEqualTo(Estimate.mean("loss", Moments.of(losses)));
        assertThat(merged.value()).isCloseTo(recomputed.value(), within(1e-12 * recomputed.value()));
        assertThat(merged.high()).isCloseTo(recomputed.high(), within(1e-12 * recomputed.high()));
    }

    @Test
    void momentsAreThoseOfFiniteNumbers() {
        assertThat(Moments.of()).isEqualTo(Moments.NONE);
        assertThat(Moments.of(3, -1).min()).isEqualTo(-1);
        assertThatThrownBy(() -> Moments.of(1, Double.NaN))
                .isInstanceOf(InvalidException.class)
                .hasMessage("moments are those of finite numbers, got NaN");
        assertThat(Estimate.mean("loss", Moments.NONE).reason()).isEqualTo("there are no rows");
    }
}
