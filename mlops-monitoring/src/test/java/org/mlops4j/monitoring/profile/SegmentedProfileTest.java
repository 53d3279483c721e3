// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftVerdict;

class SegmentedProfileTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("origin", DataType.STRING),
            Field.of("gate", DataType.INT64),
            Field.of("delay", DataType.FLOAT64));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsInAnyOrderAddUpToTheBitsOfOnePass(long seed) {
        Random random = new Random(seed);
        Table table = flights(random, 3_000, 0);
        ReferenceProfile reference = ReferenceProfile.of(table.slice(0, 500));
        Segments segments = Segments.of(table.slice(0, 500), "origin", 3);
        List<SegmentedProfile> parts = new ArrayList<>();
        for (int from = 0; from < table.rowCount(); ) {
            int to = Math.min(table.rowCount(), from + 1 + random.nextInt(500));
            parts.add(segments.count(reference, table.slice(from, to)));
            from = to;
        }
        Collections.shuffle(parts, random);
        SegmentedProfile merged = parts.stream().reduce(SegmentedProfile::plus).orElseThrow();
        SegmentedProfile onePass = segments.count(reference, table);

        assertThat(merged).as("seed %s", seed).isEqualTo(onePass);
        assertThat(merged.all()).isEqualTo(reference.count(table));
        assertThat(SegmentedProfile.from(merged.toDocument())).isEqualTo(merged);
    }

    @Test
    void everyRowHasExactlyOneSegment() {
        Table table = flights(new Random(4), 1_000, 0);
        StringColumn origins = table.strings("origin");
        SegmentedProfile profile = Segments.of(table, "origin", 2).count(ReferenceProfile.of(table), table);

        assertThat(profile.segments().values()).hasSize(2);
        for (String origin : profile.segments().values()) {
            assertThat(profile.find(origin).orElseThrow().rows())
                    .isEqualTo(IntStream.range(0, 1_000)
                            .filter(row -> origin.equals(origins.get(row)))
                            .count());
        }
        assertThat(profile.missing().rows())
                .isEqualTo(IntStream.range(0, 1_000).filter(origins::isNull).count())
                .isPositive();
        assertThat(profile.others().rows()).isPositive();
        assertThat(profile.all().rows()).isEqualTo(1_000);
        assertThat(profile.find("ZZZ")).isEmpty();
    }

    @Test
    void aDriftOfOneSegmentIsFoundThere() {
        Table training = flights(new Random(5), 8_000, 0);
        Table window = flights(new Random(6), 8_000, 1);
        ReferenceProfile reference = ReferenceProfile.of(training, List.of("delay"));
        Segments origins = Segments.of(training, "origin", 10);
        SegmentedProfile usual = origins.count(reference, training);
        SegmentedProfile now = origins.count(reference, window);

        assertThat(verdict(usual, now, "ATL")).isEqualTo(DriftVerdict.DRIFT);
        assertThat(verdict(usual, now, "ORD")).isEqualTo(DriftVerdict.OK);
    }

    @Test
    void segmentsAreBoundedAndOfColumnsThatTellRowsApart() {
        Table table = flights(new Random(4), 100, 0);

        assertThat(Segments.of(table, "gate", 4).values()).hasSize(4);
        assertThatThrownBy(() -> Segments.of(table, "delay", 4))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'delay' is float64");
        assertThatThrownBy(() -> new Segments(
                        "x", IntStream.range(0, 1_001).mapToObj(String::valueOf).toList()))
                .isInstanceOf(InvalidException.class);
        SegmentedProfile one = Segments.of(table, "gate", 4).count(ReferenceProfile.of(table), table);
        SegmentedProfile other = Segments.of(table, "gate", 5).count(ReferenceProfile.of(table), table);
        assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IncompatibleException.class);
    }

    private static DriftVerdict verdict(SegmentedProfile usual, SegmentedProfile now, String origin) {
        return Drift.between(
                        new ReferenceProfile(usual.find(origin).orElseThrow()),
                        now.find(origin).orElseThrow(),
                        DriftPolicy.defaults())
                .verdict();
    }

    private static Table flights(Random random, int rows, double shiftAtAtlanta) {
        String[] origins = {"ATL", "ATL", "ORD", "ORD", "DFW", "LAX", null};
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < rows; row++) {
            String origin = origins[random.nextInt(origins.length)];
            table.add(
                    origin,
                    (long) random.nextInt(20),
                    random.nextGaussian() + ("ATL".equals(origin) ? shiftAtAtlanta : 0));
        }
        return table.build();
    }
}
