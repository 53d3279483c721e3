// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Predictor;

class WarmUpTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aFastModelAnswersEnoughToBeCompiled() {
        warmUp(Duration.ofNanos(100));
        assertThat(calls).hasValue(2_000);
    }

    @Test
    void aSlowModelIsNotKeptFromServingForLong() {
        warmUp(Duration.ofMillis(10));
        assertThat(calls).hasValue(100);
    }

    @Test
    void aVerySlowModelAnswersOnce() {
        warmUp(Duration.ofSeconds(5));
        assertThat(calls).hasValue(1);
    }

    private void warmUp(Duration each) {
        ModelManifest manifest = new ModelManifest("probe", List.of(), null, null, Document.object());
        ModelVersion version = new ModelVersion("m", 1, manifest, null, Actor.of("test"), Instant.EPOCH);
        Predictor probe = new ProbeFormat().load(manifest, file -> "1 1".getBytes(UTF_8));
        Predictor slow = new Predictor() {
            @Override
            public int inputs() {
                return probe.inputs();
            }

            @Override
            public int outputs() {
                return probe.outputs();
            }

            @Override
            public void predict(double[] row, double[] out) {
                calls.incrementAndGet();
                clock.addAndGet(each.toNanos());
                probe.predict(row, out);
            }

            @Override
            public void close() {
                probe.close();
            }
        };
        new WarmUp(version, slow, clock::get).run();
    }
}
