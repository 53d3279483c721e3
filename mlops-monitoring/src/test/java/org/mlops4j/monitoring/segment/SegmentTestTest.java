// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;
import static org.mlops4j.monitoring.drift.DriftVerdict.INSUFFICIENT_DATA;
import static org.mlops4j.monitoring.drift.DriftVerdict.OK;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.KsTest;

class SegmentTestTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("country", DataType.STRING),
            Field.of("amount", DataType.FLOAT64),
            Field.of("time", DataType.TIMESTAMP));

    @Test
    void aSegmentThatMovesIsFoundThoughTheWholeDoesNotShowIt() {
        Table reference = payments(1, 20_000, 0, 0.04);
        Table current = payments(2, 20_000, 1.5, 0.04);

        assertThat(Drift.between(reference, current, DriftPolicy.defaults()).verdict())
                .isEqualTo(OK);
        SegmentReport report = SegmentTest.defaults().compare(reference, current, "country");

        assertThat(report.verdict()).isEqualTo(DRIFT);
        assertThat(report.mix().verdict()).isEqualTo(OK);
        assertThat(report.drifted()).extracting(SegmentDrift::segment).containsExactly("PL");
        assertThat(report.segments().get(0).segment()).isEqualTo("PL");
        assertThat(report.segments().get(0).report().drifted().get(0).column()).isEqualTo("amount");
        assertThat(report.toDocument().get("segments").list()).hasSize(4);
    }

    @Test
    void segmentsWithoutDriftAreOk() {
        SegmentReport report =
                SegmentTest.defaults().compare(payments(1, 20_000, 0, 0.2), payments(2, 20_000, 0, 0.2), "country");

        assertThat(report.drifted()).isEmpty();
        assertThat(report.find("DE").orElseThrow().verdict()).isEqualTo(OK);
        assertThat(report.find("(missing)").orElseThrow().referenceShare()).isBetween(0.005, 0.02);
    }

    @Test
    void theLevelHoldsForAllSegmentsTogether() {
        SegmentTest test = new SegmentTest(
                DriftPolicy.defaults().withAlpha(0.05).withBounds(List.of(new DriftPolicy.Bound(new KsTest(), 1e-9))),
                20,
                50);
        int alarms = 0;
        for (int pair = 0; pair < 200; pair++) {
            Table reference = payments(2L * pair, 400, 0, 0.3);
            Table current = payments(2L * pair + 1, 400, 0, 0.3);
            alarms += test.compare(reference, current, "country").drifted().isEmpty() ? 0 : 1;
        }
        assertThat(alarms).as("of 200; the seed of a pair is its number").isLessThanOrEqualTo(19);
    }

    @Test
    void aMixThatChangesIsDriftThoughNoSegmentMoves() {
        SegmentReport report =
                SegmentTest.defaults().compare(payments(1, 8_000, 0, 0.1), payments(2, 8_000, 0, 0.5), "country");

        assertThat(report.mix().verdict()).isEqualTo(DRIFT);
        assertThat(report.drifted()).isEmpty();
        assertThat(report.verdict()).isEqualTo(DRIFT);
    }

    @Test
    void smallNewAndVanishedSegmentsSayWhyTheyAreNotCompared() {
        Table reference = payments(1, 300, 0, 0.1);
        Table germany = Table.builder(SCHEMA)
                .add("DE", 1.0, Instant.EPOCH)
                .add("XX", 1.0, Instant.EPOCH)
                .build();
        SegmentReport report = SegmentTest.defaults().compare(reference, germany, "country");

        assertThat(report.find("XX").orElseThrow().reason()).isEqualTo("is not in the reference");
        assertThat(report.find("FR").orElseThrow().reason()).isEqualTo("is not in the current data");
        assertThat(report.find("DE").orElseThrow().reason()).isEqualTo("needs 100 rows on each side");
        assertThat(report.segments()).allMatch(segment -> segment.verdict() == INSUFFICIENT_DATA);
    }

    @Test
    void emptyTablesAndColumnsThatAreGoneGetAVerdict() {
        Table some = payments(1, 300, 0, 0.1);
        Table none = some.slice(0, 0);

        assertThat(SegmentTest.defaults().compare(none, none, "country").verdict())
                .isEqualTo(INSUFFICIENT_DATA);
        assertThat(SegmentTest.defaults().compare(some, none, "country").verdict())
                .isEqualTo(INSUFFICIENT_DATA);
        assertThat(SegmentTest.defaults().compare(none, some, "country").verdict())
                .isEqualTo(INSUFFICIENT_DATA);
        SegmentReport gone = SegmentTest.defaults().compare(some, some.without("country"), "country");
        assertThat(gone.mix().verdict()).isEqualTo(DRIFT);
        assertThat(gone.find("(missing)").orElseThrow().currentShare()).isEqualTo(1);
        assertThat(gone.toDocument().get("verdict").text()).isEqualTo("DRIFT");
    }

    @Test
    void numbersArePartedAtTheQuartersOfTheReference() {
        SegmentReport report =
                SegmentTest.defaults().compare(payments(1, 4_000, 0, 0.1), payments(2, 4_000, 0, 0.1), "amount");

        assertThat(report.segments()).hasSize(4);
        assertThat(report.segments())
                .allSatisfy(segment -> assertThat(segment.referenceShare()).isBetween(0.249, 0.251));
    }

    @Test
    void ofManySegmentsTheLargestAreCompared() {
        SegmentReport report = new SegmentTest(DriftPolicy.defaults(), 10, 2)
                .compare(payments(1, 1_000, 0, 0.1), payments(2, 1_000, 0, 0.1), "country");

        assertThat(report.segments()).extracting(SegmentDrift::segment).containsExactlyInAnyOrder("DE", "FR");
        assertThat(report.leftOut()).isEqualTo(2);
        assertThat(report.verdict()).isEqualTo(INSUFFICIENT_DATA);
    }

    @Test
    void instantsHaveNoSegments() {
        Table some = payments(1, 10, 0, 0.1);

        assertThatThrownBy(() -> SegmentTest.defaults().compare(some, some, "time"))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("timestamp");
    }

    /** Payments from Poland are shifted. */
    private static Table payments(long seed, int rows, double shift, double polish) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(SCHEMA);
        for (int i = 0; i < rows; i++) {
            double at = random.nextDouble();
            String country = at < polish ? "PL" : at < 0.99 ? (random.nextBoolean() ? "DE" : "FR") : null;
            table.add(country, random.nextGaussian() + ("PL".equals(country) ? shift : 0), Instant.ofEpochSecond(i));
        }
        return table.build();
    }
}
