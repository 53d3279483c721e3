// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.assertj.MlopsAssertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.profile.ReferenceProfile;

class DriftAssertionsTest {

    private static final Schema SCHEMA =
            Schema.of(Field.of("distance", DataType.FLOAT64), Field.nullable("carrier", DataType.STRING));

    @Test
    void dataLikeTheReferencePass() {
        Table reference = flights(1, 5_000, 0, 0);
        Table current = flights(2, 5_000, 0, 0);
        ReferenceProfile profile = ReferenceProfile.of(reference);

        assertThat(current).hasNoDriftFrom(reference).hasNoDriftFrom(profile).isNotNull();
        assertThat(profile.count(current)).hasNoDriftFrom(profile);
        assertThat(Drift.between(reference, current, DriftPolicy.defaults())).hasNoDrift();
    }

    @Test
    void theMessageNamesColumnEffectPValueAndRows() {
        Table reference = flights(1, 5_000, 0, 0);

        assertThatThrownBy(() -> assertThat(flights(2, 4_000, 0.5, 0.2))
                        .as("flights of May")
                        .hasNoDriftFrom(reference))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[flights of May] Expecting no drift of 4000 rows from a reference of 5000,"
                        + " at a level of 0.01 for all 2 columns together, but 2 drifted and 0 could not be judged")
                .hasMessageMatching(
                        "(?s).*'distance' drifted: ks effect 0\\.[12][0-9]+ of rows \\(matters from 0\\.1\\),"
                                + " p [0-9.]+e-[0-9]+, adjusted [0-9.]+e-[0-9]+, n 5000 in the reference and 4000 now.*")
                .hasMessageMatching("(?s).*'carrier' drifted: missing-share effect 0\\.[12][0-9]+ of rows .*");
    }

    @Test
    void tooFewRowsFailUnlessOnlyDetectableDriftIsAskedFor() {
        ReferenceProfile reference = ReferenceProfile.of(flights(1, 5_000, 0, 0));
        Table few = flights(2, 30, 0, 0);

        assertThatThrownBy(() -> assertThat(few).hasNoDriftFrom(reference))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 0 drifted and 2 could not be judged")
                .hasMessageMatching(
                        "(?s).*'distance' cannot be judged: ks effect .* n 5000 in the reference and 30 now,"
                                + " needs about [0-9]+ each.*");
        assertThat(few).driftFrom(reference, DriftPolicy.defaults()).hasNoDetectableDrift();
        assertThatThrownBy(() -> assertThat(flights(2, 30, 0, 0).slice(0, 0)).hasNoDriftFrom(reference))
                .hasMessageContaining("ks needs at least two values a side, n 5000 in the reference and 0 now");
    }

    @Test
    void aComparisonOfNothingIsNoProof() {
        Table nothing = Table.builder(Schema.of(Field.of("embedding", new DataType.Vector(2))))
                .build();

        assertThatThrownBy(() -> assertThat(nothing).hasNoDriftFrom(nothing))
                .hasMessage("Expecting no drift, but no column was compared.");
    }

    @Test
    void manyColumnsGiveABoundedMessage() {
        Schema wide = Schema.of(IntStream.range(0, 50)
                .mapToObj(i -> Field.of("column " + i, DataType.INT64))
                .toList());
        Table.Builder zeros = Table.builder(wide);
        Table.Builder ones = Table.builder(wide);
        Object[] zero = Collections.nCopies(50, 0L).toArray();
        Object[] one = Collections.nCopies(50, 1L).toArray();
        for (int row = 0; row < 2_000; row++) {
            zeros.add(zero);
            ones.add(one);
        }

        assertThatThrownBy(() -> assertThat(ones.build()).as("100 % ones").hasNoDriftFrom(zeros.build()))
                .hasMessageStartingWith("[100 % ones] Expecting no drift")
                .hasMessageContaining(
                        "'column 10' drifted: ks effect 1.00 of rows (matters from 0.1), p < 1e-300, adjusted < 1e-300")
                .hasMessageEndingWith("and 30 more");
        assertThatCode(() -> assertThat(ones.build()).hasNoDriftFrom(ones.build()))
                .doesNotThrowAnyException();
    }

    private static Table flights(long seed, int rows, double shift, double missing) {
        Random random = new Random(seed);
        String[] carriers = {"AA", "UA", "WN", "DL"};
        Table.Builder table = Table.builder(SCHEMA);
        for (int i = 0; i < rows; i++) {
            table.add(
                    random.nextGaussian() + shift,
                    random.nextDouble() < missing ? null : carriers[random.nextInt(carriers.length)]);
        }
        return table.build();
    }
}
