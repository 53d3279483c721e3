// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

/** What the cache and the batches before the models of a route do, for one version. */
final class ProtectionCounters implements ProtectionMeter {

    private final Counter hits;
    private final Counter misses;
    private final DistributionSummary rows;
    private final Timer wait;

    ProtectionCounters(MeterRegistry registry, Tags tags) {
        this.hits = registry.counter("mlops.model.cache", tags.and("result", "hit"));
        this.misses = registry.counter("mlops.model.cache", tags.and("result", "miss"));
        this.rows = DistributionSummary.builder("mlops.model.batches")
                .description("Rows that went to the model together")
                .tags(tags)
                .register(registry);
        this.wait = Timer.builder("mlops.model.batches.wait")
                .description("How long the first call of a batch waited for the others")
                .tags(tags)
                .register(registry);
    }

    List<Meter> meters() {
        return List.of(hits, misses, rows, wait);
    }

    @Override
    public void lookedUp(boolean known) {
        (known ? hits : misses).increment();
    }

    @Override
    public void batched(int count, long waitedNanos) {
        rows.record(count);
        wait.record(waitedNanos, TimeUnit.NANOSECONDS);
    }
}
