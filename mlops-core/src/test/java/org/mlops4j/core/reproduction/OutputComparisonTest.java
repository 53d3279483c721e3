// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;

class OutputComparisonTest {

    private static OutputComparison compared(Document before, Document after) {
        return OutputComparison.of(before, after);
    }

    @Test
    void distancesAreCountedInDoublesThatLieBetween() {
        assertThat(Ulps.between(1, Math.nextUp(1.0))).isEqualTo(1);
        assertThat(Ulps.between(Math.nextDown(0.0), Math.nextUp(0.0))).isEqualTo(2);
        assertThat(Ulps.between(0.0, -0.0)).isZero();
        assertThat(Ulps.between(Double.MAX_VALUE, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Ulps.between(-Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Ulps.between(Double.NaN, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Ulps.between(Double.NaN, Double.NaN)).isZero();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            double value = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-300, 300));
            double other = value;
            int steps = random.nextInt(20);
            for (int step = 0; step < steps; step++) {
                other = Math.nextUp(other);
            }
            assertThat(Ulps.between(value, other)).as("%s", value).isEqualTo(steps);
            assertThat(Ulps.between(other, value)).as("%s", value).isEqualTo(steps);
        }
    }

    @Test
    void theFurthestNumberIsNamedByItsPlace() {
        Document before =
                Document.object().with("auc", 0.7).with("losses", Document.list(Document.of(0.5), Document.of(0.25)));
        Document after = Document.object()
                .with("auc", Math.nextUp(0.7))
                .with("losses", Document.list(Document.of(0.5), Document.of(Math.nextUp(Math.nextUp(0.25)))));

        OutputComparison comparison = compared(before, after);

        assertThat(comparison).isEqualTo(new OutputComparison(false, 2, "losses.1", List.of()));
        assertThat(compared(before, before).identical()).isTrue();
    }

    @Test
    void whatIsNoRealNumberIsTheSameOrNot() {
        assertThat(compared(Document.object().with("rows", 3), Document.object().with("rows", 4))
                        .others())
                .containsExactly("rows");
        assertThat(compared(Document.object().with("a", 1), Document.object().with("b", 1))
                        .others())
                .containsExactly("a", "b");
        assertThat(compared(Document.list(Document.of(1)), Document.list(List.of()))
                        .others())
                .containsExactly("the output");
        assertThat(compared(Document.of(0.5), Document.of("half")).others()).containsExactly("the output");
        assertThat(compared(Document.of(Double.NaN), Document.of(0.5)).others()).containsExactly("the output");
    }
}
