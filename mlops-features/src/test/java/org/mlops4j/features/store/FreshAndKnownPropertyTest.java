// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.count;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.Expectation;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/** What is expected of the time of events, and of entities that another view knows, against a plain loop. */
class FreshAndKnownPropertyTest {

    private static final Schema AIRPORTS = Schema.of(
            Field.of("code", DataType.STRING),
            Field.of("terminal", DataType.INT64),
            Field.of("opened", DataType.TIMESTAMP));

    private static final Schema FLIGHTS = Schema.of(
            Field.of("number", DataType.INT64),
            Field.of("departed", DataType.TIMESTAMP),
            Field.nullable("to", DataType.STRING),
            Field.nullable("gate", DataType.INT64));

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 6);
    }

    /** Rows and batches come in turns, time goes on, and airports become known in between. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsNeitherFreshNorKnownIsPutAside(long seed) {
        Random random = new Random(seed);
        Duration past = Duration.ofSeconds(1 + random.nextInt(100));
        Duration future = Duration.ofSeconds(random.nextInt(50));
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        InstantSource clock = now::get;
        Set<String> known = new TreeSet<>();
        List<Long> expected = new ArrayList<>();
        try (Mlops mlops = Mlops.builder().directory(directory).clock(clock).open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(service(past, future));
            for (long number = 0; number < 300; ) {
                now.set(now.get().plusSeconds(random.nextInt(20)));
                if (random.nextInt(4) == 0) {
                    known.add(open(features, random));
                }
                Table.Builder rows = Table.builder(FLIGHTS);
                for (int size = random.nextInt(8); size >= 0; size--) {
                    Instant departed =
                            now.get().plusSeconds(random.nextInt(300) - 200).plusNanos(random.nextInt(3) - 1);
                    departed = random.nextInt(8) == 0 ? now.get().minus(past) : departed;
                    departed = random.nextInt(8) == 0 ? now.get().plus(future) : departed;
                    String to = random.nextInt(6) == 0 ? null : airport(random);
                    Long gate = random.nextInt(6) == 0 ? null : (Long) (long) random.nextInt(3);
                    rows.add(number, departed, to, gate);
                    boolean fresh = !departed.isBefore(now.get().minus(past))
                            && !departed.isAfter(now.get().plus(future));
                    if (fresh && (to == null || gate == null || known.contains(to + " " + gate))) {
                        expected.add(number);
                    }
                    number++;
                }
                push(features, random, rows.build());
            }
            features.flush();
            assertThat(LongStream.of(features.history("flights").longs("number").toArray())
                            .boxed()
                            .toList())
                    .isEqualTo(expected);
            assertThat(expected).hasSizeBetween(10, 290);
        }
    }

    private static void push(FeatureStore features, Random random, Table rows) {
        if (random.nextBoolean()) {
            features.push("flights", rows);
            return;
        }
        for (int row = 0; row < rows.rowCount(); row++) {
            features.push("flights", rows.row(row));
        }
    }

    /** {@return the key of an airport that is known from now on} */
    private static String open(FeatureStore features, Random random) {
        String code = airport(random);
        long terminal = random.nextInt(3);
        Table row = Table.builder(AIRPORTS).add(code, terminal, NOON).build();
        if (random.nextBoolean()) {
            features.push("airports", row);
        } else {
            features.push("airports", row.row(0));
        }
        return code + " " + terminal;
    }

    /** {@return one of a few codes, some of which look like others with a terminal behind} */
    private static String airport(Random random) {
        return List.of("ORD", "ATL", "ORD 1", "").get(random.nextInt(4));
    }

    private static FeatureService service(Duration past, Duration future) {
        FeatureView airports = FeatureView.named("airports")
                .entity("gate", "code", "terminal")
                .from(AIRPORTS)
                .eventTime("opened")
                .feature("gates", count())
                .build();
        FeatureView flights = FeatureView.named("flights")
                .entity("number")
                .from(FLIGHTS)
                .eventTime("departed")
                .feature("flights", count())
                .expect(
                        Expectation.fresh(past, future).orQuarantine(),
                        Expectation.known("airports", "to", "gate").orQuarantine())
                .build();
        return FeatureService.of("s", airports, flights);
    }
}
