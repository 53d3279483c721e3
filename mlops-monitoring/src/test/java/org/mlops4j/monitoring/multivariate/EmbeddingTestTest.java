// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;
import static org.mlops4j.monitoring.drift.DriftVerdict.INSUFFICIENT_DATA;
import static org.mlops4j.monitoring.drift.DriftVerdict.OK;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.VectorColumn;

class EmbeddingTestTest {

    private static final int SIZE = 16;

    @Test
    void embeddingsOfOneKindAreOk() {
        EmbeddingDrift drift = EmbeddingTest.defaults().compare(vectors(1, 3_200, 0), vectors(2, 3_200, 0));

        assertThat(drift.verdict()).as(drift.toString()).isEqualTo(OK);
        assertThat(drift.cosine()).isLessThan(0.01);
    }

    @Test
    void embeddingsThatTurnAreSeenThoughTheirLengthsStay() {
        EmbeddingDrift drift = EmbeddingTest.defaults().compare(vectors(1, 500, 0), vectors(2, 500, 1));

        assertThat(drift.verdict()).isEqualTo(DRIFT);
        assertThat(drift.lengths().verdict()).isNotEqualTo(DRIFT);
        assertThat(drift.kernel().verdict()).isEqualTo(DRIFT);
        assertThat(drift.classifier().result().verdict()).isEqualTo(DRIFT);
        assertThat(drift.classifier().separators().get(0).feature()).matches("vector\\[[01]](²| × vector\\[[01]])?");
        assertThat(drift.euclidean()).isCloseTo(Math.sqrt(2) * 2, within(0.3));
        assertThat(drift.toDocument().get("verdict").text()).isEqualTo("DRIFT");
    }

    @Test
    void longerAndMissingVectorsAreSeen() {
        VectorColumn reference = vectors(1, 500, 0);
        double[] longer =
                Arrays.stream(vectors(2, 500, 0).toArray()).map(x -> 1.5 * x).toArray();
        BitSet missing = new BitSet();
        missing.set(0, 200);

        assertThat(EmbeddingTest.defaults()
                        .compare(reference, VectorColumn.of(SIZE, longer))
                        .lengths()
                        .verdict())
                .isEqualTo(DRIFT);
        assertThat(EmbeddingTest.defaults()
                        .compare(
                                reference,
                                VectorColumn.of(SIZE, vectors(2, 500, 0).toArray(), missing))
                        .lengths()
                        .verdict())
                .isEqualTo(DRIFT);
    }

    @Test
    void oddVectorsGetAVerdict() {
        double[] odd = new double[SIZE * 40];
        Arrays.fill(odd, Double.NaN);
        VectorColumn nan = VectorColumn.of(SIZE, odd);
        Arrays.fill(odd, Double.POSITIVE_INFINITY);
        VectorColumn infinite = VectorColumn.of(SIZE, odd);
        VectorColumn zero = VectorColumn.of(SIZE, new double[SIZE * 40]);
        VectorColumn none = VectorColumn.of(SIZE);
        for (VectorColumn reference : new VectorColumn[] {nan, infinite, zero, none}) {
            EmbeddingDrift drift = EmbeddingTest.defaults().compare(reference, reference);
            assertThat(drift.verdict()).isEqualTo(INSUFFICIENT_DATA);
            assertThat(drift.cosine()).isNaN();
            assertThat(EmbeddingTest.defaults()
                            .compare(vectors(1, 50, 0), reference)
                            .toDocument()
                            .fields())
                    .isNotEmpty();
            assertThat(EmbeddingTest.defaults()
                            .compare(reference, vectors(1, 50, 0))
                            .verdict())
                    .isNotEqualTo(OK);
        }
    }

    @Test
    void vectorsOfAnotherSizeCountAsMissing() {
        EmbeddingDrift drift =
                EmbeddingTest.defaults().compare(vectors(1, 500, 0), VectorColumn.of(2, new double[1_000]));

        assertThat(drift.verdict()).isEqualTo(DRIFT);
        assertThat(drift.euclidean()).isNaN();
    }

    /** Bell curves around (2, 0, …), or around (0, 2, …) after a quarter turn. */
    private static VectorColumn vectors(long seed, int rows, int turned) {
        Random random = new Random(seed);
        double[] values = new double[rows * SIZE];
        Arrays.setAll(values, i -> random.nextGaussian() + (i % SIZE == turned ? 2 : 0));
        return VectorColumn.of(SIZE, values);
    }
}
