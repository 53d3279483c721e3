// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.assertj.MlopsAssertions.assertThat;
import static org.mlops4j.monitoring.quality.Constraint.between;
import static org.mlops4j.monitoring.quality.Constraint.fresh;
import static org.mlops4j.monitoring.quality.Constraint.notNull;
import static org.mlops4j.monitoring.quality.Constraint.nullShare;
import static org.mlops4j.monitoring.quality.Constraint.oneOf;
import static org.mlops4j.monitoring.quality.Constraint.satisfies;
import static org.mlops4j.monitoring.quality.Constraint.sum;
import static org.mlops4j.monitoring.quality.Constraint.unique;
import static org.mlops4j.monitoring.quality.Constraint.volumeLike;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.QuantileSketch;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SegmentedProfile;
import org.mlops4j.monitoring.profile.Segments;
import org.mlops4j.monitoring.profile.SketchedProfile;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.monitoring.quality.Quality;
import org.mlops4j.monitoring.quality.QualityReport;
import org.mlops4j.monitoring.quality.QualityVerdict;
import org.mlops4j.monitoring.watch.Window;
import org.mlops4j.monitoring.watch.Windows;

/** The code of the guide "Quality of data", in its order. */
class QualityGuideTest {

    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Schema SCHEMA = Schema.of(
            Field.of("flight", DataType.STRING),
            Field.nullable("origin", DataType.STRING),
            Field.nullable("delay", DataType.FLOAT64),
            Field.of("fare", DataType.FLOAT64),
            Field.of("tax", DataType.FLOAT64),
            Field.of("total", DataType.FLOAT64),
            Field.of("departed", DataType.TIMESTAMP));

    private final Table reference = flights(1, 3_000);
    private final Table current = flights(2, 3_000);
    private final Instant now = NOON;

    @Test
    void constraintsAreSaidJudgedAndStored() {
        List<Constraint> constraints = List.of(
                notNull("flight"),
                nullShare("delay", 0.1),
                between("delay", -120, 3_000).exceptShare(0.001),
                oneOf("origin", List.of("ORD", "ATL", "DFW")),
                unique("flight"),
                sum(List.of("fare", "tax"), "total", 0.005),
                fresh("departed", Duration.ofHours(6)),
                volumeLike(reference.rowCount(), 0.5),
                satisfies("tax below fare", row -> row.number("tax") < row.number("fare")));

        QualityReport report = Quality.check(current, constraints, now);
        System.out.println(report);

        List<Constraint> suggested = Quality.suggest(ReferenceProfile.of(reference));

        Document stored = suggested.get(0).toDocument();
        Constraint again = Constraint.from(stored);

        List<Signal> signals = report.signals(now.minus(Duration.ofDays(1)), now);

        assertThat(report.verdict()).isEqualTo(QualityVerdict.PASSED);
        assertThat(again).isEqualTo(suggested.get(0));
        assertThat(suggested).extracting(Constraint::name).contains("not_null.origin", "one_of.origin", "between.fare");
        assertThat(signals).extracting(Signal::name).contains("quality.not_null.flight", "quality.between.delay");
    }

    @Test
    void profilesWithoutAReference() {
        SketchedProfile seen = SketchedProfile.of(reference.slice(0, 1_000));
        seen = seen.plus(SketchedProfile.of(reference.slice(1_000, reference.rowCount())));
        QuantileSketch delays = seen.find("delay").orElseThrow().quantiles();
        String usual = "half below " + delays.quantile(0.5) + ", give or take " + delays.relativeError();
        ReferenceProfile learnt = seen.reference();

        assertThat(usual).startsWith("half below");
        assertThat(learnt.count(reference)).isEqualTo(learnt.profile());
    }

    @Test
    void profilesAddUpAndTravel(@TempDir Path directory) {
        ReferenceProfile profile = ReferenceProfile.of(reference);
        Profile monday = profile.count(current.slice(0, 1_000));
        Profile tuesday = profile.count(current.slice(1_000, 3_000));
        Profile both = monday.plus(tuesday);

        ColumnProfile origin = both.find("origin").orElseThrow();
        origin.frequent(10);
        origin.content().distinct().count();
        origin.content().types();
        origin.content().lengths().max();

        Profile read = Profile.from(both.toBytes());

        Segments origins = Segments.of(reference, "origin", 50);
        SegmentedProfile usual = origins.count(profile, reference);
        SegmentedProfile today = origins.count(profile, current);
        DriftReport chicago = Drift.between(
                new ReferenceProfile(usual.find("ORD").orElseThrow()),
                today.find("ORD").orElseThrow(),
                DriftPolicy.defaults());

        for (Window hour : Windows.sliding(Duration.ofHours(1), Duration.ofMinutes(15), Instant.EPOCH)
                .of(current, "departed")) {
            System.out.println(hour.from() + " " + profile.count(hour.rows()).rows());
        }

        assertThat(both).isEqualTo(profile.count(current)).isEqualTo(read);
        assertThat(chicago.drifted()).isEmpty();
        assertThat(chicago.verdict()).isNotEqualTo(DriftVerdict.DRIFT);
        try (Mlops mlops = Mlops.open(directory)) {
            String text = mlops.json().write(both.toDocument());
            Profile parsed = Profile.from(mlops.json().read(text));
            assertThat(parsed).isEqualTo(both);
        }
    }

    @Test
    void buildsAreGated() {
        List<Constraint> constraints = Quality.suggest(ReferenceProfile.of(reference));
        BinaryPerformance performance = BinaryPerformance.of(scores(5_000));

        assertThat(current)
                .satisfies(notNull("flight"), between("delay", -120, 3_000))
                .satisfies(constraints, now)
                .hasNoDriftFrom(ReferenceProfile.of(reference, List.of("delay", "fare", "origin")));
        assertThat(performance).hasMetricAtLeast("auc", 0.7).metric("logLoss").isNotAbove(0.6);

        assertThatThrownBy(() -> assertThat(current.slice(0, 20)).hasNoDriftFrom(reference))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("needs about");
    }

    private static Table flights(long seed, int rows) {
        Random random = new Random(seed);
        String[] origins = {"ORD", "ATL", "DFW"};
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < rows; row++) {
            double fare = 100 + random.nextInt(200);
            table.add(
                    "flight " + row,
                    origins[random.nextInt(origins.length)],
                    random.nextInt(20) == 0 ? null : 10 * random.nextGaussian(),
                    fare,
                    0.07 * fare,
                    fare + 0.07 * fare,
                    NOON.minusSeconds(10L * (rows - row)));
        }
        return table.build();
    }

    private static BinaryScores scores(int rows) {
        Random random = new Random(4);
        double[] scores = random.doubles(rows).toArray();
        boolean[] labels = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextDouble() < scores[row];
        }
        return BinaryScores.of(scores, labels);
    }
}
