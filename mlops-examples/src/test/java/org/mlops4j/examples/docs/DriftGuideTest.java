// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.Columns;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftTests;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.drift.EffectUnit;
import org.mlops4j.monitoring.drift.Measurement;
import org.mlops4j.monitoring.drift.PermutationTest;
import org.mlops4j.monitoring.drift.ValueTest;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/** The code of the guide to data drift. */
class DriftGuideTest {

    @Test
    void aReportSaysWhatDriftedAndByHowMuch() {
        Table training = trips(1, 5_000, 0);
        Table lastWeek = trips(2, 2_000, 0.5);
        List<String> lines = new ArrayList<>();

        DriftReport report = Drift.between(training, lastWeek, DriftPolicy.defaults());
        for (ColumnDrift column : report.drifted()) {
            for (DriftResult result : column.results()) {
                Measurement measured = result.measurement();
                lines.add(column.column() + ": " + measured.test() + " " + result.verdict() + ", " + measured.effect()
                        + " " + measured.unit().symbol());
            }
        }

        assertThat(report.verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("distance: ks DRIFT, 0.").endsWith(" of rows");
        assertThat(lines.get(1)).startsWith("distance: missing-share OK");
    }

    @Test
    void daysAreCountedApartAndAddUp() {
        Table training = trips(1, 5_000, 0);
        Table monday = trips(2, 1_000, 0);
        Table tuesday = trips(3, 1_000, 0);

        ReferenceProfile reference = ReferenceProfile.of(training);
        Profile days = reference.count(monday).plus(reference.count(tuesday));
        DriftReport report = Drift.between(reference, days, DriftPolicy.defaults());

        assertThat(report.verdict()).isEqualTo(DriftVerdict.OK);
    }

    @Test
    void aPolicyIsChosenColumnByColumnAndStored() {
        DriftPolicy policy = DriftPolicy.defaults()
                .with("anderson-darling", 0.2, Columns.numbers())
                .with("g", 0.1, Columns.categories())
                .with("mann-whitney", 0.3, Columns.named("fare"))
                .withAlpha(0.001);
        Document stored = policy.toDocument();
        DriftPolicy read = DriftPolicy.from(stored, DriftTests.found());

        assertThat(read.toDocument()).isEqualTo(stored);
        assertThat(Drift.between(trips(1, 3_000, 0), trips(2, 3_000, 0), read)
                        .find("fare")
                        .orElseThrow()
                        .results()
                        .get(0)
                        .measurement()
                        .test())
                .isEqualTo("mann-whitney");
    }

    @Test
    void aTestOfYourOwnDecides() {
        DriftPolicy policy = DriftPolicy.defaults()
                .with(new PermutationTest(new MedianShift(), 9_999, 42), 0.25, Columns.named("fare"));

        DriftReport report = Drift.between(trips(1, 300, 0), trips(2, 300, 0), policy);

        assertThat(report.find("fare")
                        .orElseThrow()
                        .results()
                        .get(0)
                        .measurement()
                        .test())
                .isEqualTo("permutation-median-shift");
    }

    /** How far the median has moved, in interquartile ranges of the reference. */
    static final class MedianShift implements ValueTest {

        @Override
        public String name() {
            return "median-shift";
        }

        @Override
        public Measurement compare(SortedValues reference, SortedValues current) {
            int n = reference.size();
            int m = current.size();
            if (n < 2 || m < 2 || reference.get(n / 4) == reference.get(3 * n / 4)) {
                return Measurement.impossible(name(), EffectUnit.SPREAD, n, m, "needs values and a spread");
            }
            double moved = Math.abs(current.get(m / 2) - reference.get(n / 2));
            double spread = reference.get(3 * n / 4) - reference.get(n / 4);
            return Measurement.distance(name(), moved / spread, EffectUnit.SPREAD, n, m);
        }
    }

    private static Table trips(long seed, int rows, double shift) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(Schema.of(
                Field.nullable("distance", DataType.FLOAT64),
                Field.of("fare", DataType.FLOAT64),
                Field.of("carrier", DataType.STRING)));
        for (int i = 0; i < rows; i++) {
            table.add(
                    random.nextInt(50) == 0 ? null : (Double) (random.nextGaussian() + shift),
                    Math.exp(random.nextGaussian()),
                    "c" + random.nextInt(5));
        }
        return table.build();
    }
}
