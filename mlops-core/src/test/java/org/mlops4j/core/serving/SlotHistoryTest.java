// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.Race;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Protection;
import org.mlops4j.spi.Telemetry.PredictionMeter;
import org.mlops4j.spi.Telemetry.ProtectionMeter;
import org.mlops4j.testkit.History;
import org.mlops4j.testkit.History.Outcome;
import org.mlops4j.testkit.History.Read;
import org.mlops4j.testkit.History.Write;

/**
 * The place of a model is a register: publishing writes it, a call reads it at one moment between its beginning and its
 * end, however the threads run. And what a call reads is not closed before it has left.
 */
class SlotHistoryTest {

    private static final int ROUNDS = Integer.getInteger("mlops4j.histories", 150);
    private static final int WRITERS = 2;
    private static final int PUTS = 5;
    private static final int CALLERS = 3;
    private static final int CALLS = 12;
    private static final int SWIFT_PUTS = 5_000;
    private static final Schema INPUTS = Schema.of(Field.of("a", DataType.FLOAT64), Field.of("b", DataType.FLOAT64));

    private final ProbeFormat format = new ProbeFormat();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void whatCallersSeeIsWhatWasPublishedInOneOrder(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            History history = new History();
            ModelSlot slot = new ModelSlot(null);
            AtomicLong weight = new AtomicLong();
            List<Callable<Long>> works = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                SplittableRandom mine = random.split();
                works.add(() -> publish(slot, history, weight, mine));
            }
            for (int i = 0; i < CALLERS; i++) {
                works.add(() -> call(slot, history));
            }

            List<Long> counts = Race.run(works);

            slot.put(null);
            assertThat(history.serialOrder())
                    .as("round %s of seed %s, %s", round, seed, history)
                    .isPresent();
            assertThat(slot.answered())
                    .as("round %s of seed %s", round, seed)
                    .isEqualTo(counts.subList(WRITERS, counts.size()).stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
        assertThat(format.usedAfterClose).hasValue(0);
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
    }

    /** Faster than histories can be written: it takes many tries to hit the moment between two steps of a call. */
    @Test
    void noModelIsClosedUnderACall() throws Exception {
        ModelSlot slot = new ModelSlot(model(100));
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Long>> works = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            works.add(() -> callUntil(done, slot));
        }
        works.add(() -> {
            try {
                for (int put = 0; put < SWIFT_PUTS; put++) {
                    slot.put(model(200 + put));
                }
                return 0L;
            } finally {
                done.set(true);
            }
        });
        long answered = Race.run(works).stream().mapToLong(Long::longValue).sum();
        slot.put(null);
        assertThat(slot.answered()).isEqualTo(answered);
        assertThat(format.usedAfterClose).hasValue(0);
    }

    private static long callUntil(AtomicBoolean done, ModelSlot slot) {
        double[] in = new double[2];
        double[] out = new double[1];
        int stripe = InFlight.stripe();
        long answered = 0;
        while (!done.get()) {
            @Nullable ServedModel model = slot.enter(stripe);
            if (model != null) {
                model.predict(in, out);
                model.calls().leave(stripe);
                answered++;
            }
        }
        return answered;
    }

    /** Puts models in place, each with a weight of its own; nothing at times. */
    private long publish(ModelSlot slot, History history, AtomicLong weights, SplittableRandom random) {
        for (int i = 0; i < PUTS; i++) {
            long weight = random.nextInt(4) == 0 ? 0 : weights.addAndGet(100);
            @Nullable ServedModel next = weight == 0 ? null : model(weight);
            long begin = history.now();
            slot.put(next);
            history.ended("publish " + weight, begin, Outcome.COMMITTED, List.of(new Write("slot", weight)));
        }
        return PUTS;
    }

    private static long call(ModelSlot slot, History history) {
        double[] in = new double[2];
        double[] out = new double[1];
        int stripe = InFlight.stripe();
        long answered = 0;
        for (int i = 0; i < CALLS; i++) {
            long begin = history.now();
            @Nullable ServedModel model = slot.enter(stripe);
            long seen = 0;
            if (model != null) {
                model.predict(in, out);
                seen = (long) out[0];
                model.calls().leave(stripe);
                answered++;
            }
            history.ended("call", begin, Outcome.COMMITTED, List.of(new Read("slot", seen)));
        }
        return answered;
    }

    private ServedModel model(long weight) {
        ModelManifest manifest = new ModelManifest("probe", List.of(), null, null, Document.object());
        ModelVersion version = new ModelVersion("m", 1, manifest, null, Actor.of("test"), Instant.EPOCH);
        LoadedModel loaded =
                new LoadedModel(version, INPUTS, format.load(manifest, file -> (weight + " 1").getBytes(UTF_8)));
        return new ServedModel(
                "champion", new SharedModel(loaded), Protection.none(), PredictionMeter.none(), ProtectionMeter.none());
    }
}
