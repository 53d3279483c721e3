// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;

class DriftPolicyTest {

    private static final DriftPolicy POLICY = DriftPolicy.defaults()
            .with("anderson-darling", 0.2, Columns.numbers())
            .with("g", 0.15, Columns.categories())
            .with("mann-whitney", 0.5, Columns.named("fare"))
            .withDistances(List.of(new Hellinger(), new EnergyDistance()))
            .withAlpha(0.005);

    @Test
    void testsAreChosenByKindOfColumnAndByName() {
        DriftReport report = Drift.between(trips(1, 0), trips(2, 0), POLICY);

        assertThat(tests(report, "distance")).containsExactly("anderson-darling", "missing-share");
        assertThat(tests(report, "carrier")).containsExactly("g", "missing-share");
        assertThat(tests(report, "late")).containsExactly("g", "missing-share");
        assertThat(tests(report, "fare")).containsExactly("mann-whitney", "missing-share");
    }

    @Test
    void aColumnMayHaveItsOwnThreshold() {
        Table reference = trips(1, 0);
        Table shifted = trips(2, 0.4);
        DriftPolicy lenient = DriftPolicy.defaults().with("ks", 0.3, Columns.named("fare"));

        assertThat(Drift.between(reference, shifted, DriftPolicy.defaults()).drifted())
                .extracting(ColumnDrift::column)
                .containsExactlyInAnyOrder("fare", "distance");
        assertThat(Drift.between(reference, shifted, lenient).drifted())
                .extracting(ColumnDrift::column)
                .containsExactly("distance");
    }

    @Test
    void whatDoesNotApplyLeavesTheColumnToTheNext() {
        DriftPolicy policy = DriftPolicy.defaults().with("fisher-exact", 0.1, Columns.categories());

        DriftReport report = Drift.between(trips(1, 0), trips(2, 0), policy);

        assertThat(tests(report, "late")).containsExactly("fisher-exact", "missing-share");
        assertThat(tests(report, "carrier")).containsExactly("chi-square", "missing-share");
    }

    @Test
    void aPolicyIsStoredAndReadAgain() {
        DriftPolicy read = DriftPolicy.from(POLICY.toDocument(), DriftTests.found());

        assertThat(read.toDocument()).isEqualTo(POLICY.toDocument());
        assertThat(Drift.between(trips(1, 0), trips(2, 0.3), read).toDocument())
                .isEqualTo(Drift.between(trips(1, 0), trips(2, 0.3), POLICY).toDocument());
    }

    @Test
    void testsOfUsersAreFoundAsServicesOrGiven() {
        assertThat(DriftTests.standard().find("midrange")).isEmpty();
        assertThat(DriftTests.found().find("midrange")).isPresent();
        PermutationTest own = new PermutationTest(new MidrangeTest(), 999, 11);
        DriftPolicy policy = DriftPolicy.defaults().with(own, 0.5, Columns.named("fare"));

        assertThat(tests(Drift.between(trips(1, 0), trips(2, 0), policy), "fare"))
                .containsExactly("permutation-midrange", "missing-share");
        assertThat(DriftPolicy.from(policy.toDocument(), DriftTests.found().with(own))
                        .toDocument())
                .isEqualTo(policy.toDocument());
    }

    @Test
    void namesAndVersionsThatAreNotKnownAreRefused() {
        Document later = Document.object(POLICY.toDocument().fields()).with("version", 2);

        assertThatThrownBy(() -> DriftPolicy.defaults().with("kss", 0.1, Columns.all()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'kss'")
                .hasMessageContaining("mann-whitney");
        assertThatThrownBy(() -> DriftPolicy.from(later, DriftTests.found())).isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> DriftPolicy.from(Document.object().with("version", 1), DriftTests.found()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("bounds");
    }

    private static List<String> tests(DriftReport report, String column) {
        return report.find(column).orElseThrow().results().stream()
                .map(result -> result.measurement().test())
                .toList();
    }

    private static Table trips(long seed, double shift) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(Schema.of(
                Field.of("distance", DataType.FLOAT64),
                Field.of("fare", DataType.FLOAT64),
                Field.of("carrier", DataType.STRING),
                Field.of("late", DataType.BOOLEAN)));
        for (int i = 0; i < 2_000; i++) {
            table.add(
                    random.nextGaussian() + shift,
                    random.nextGaussian() + shift,
                    "c" + random.nextInt(5),
                    random.nextBoolean());
        }
        return table.build();
    }
}
