// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mlops4j.spi.Telemetry.Outcome;

/** A timer for each outcome of one kind of thing; all are there from the start, so that a rate begins at zero. */
final class OutcomeTimers {

    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

    private OutcomeTimers() {}

    /**
     * {@return the timers of a name}
     *
     * @param buckets of the histogram, of every outcome alike: a scraper takes one kind of meter under a name; none for
     *     no histogram
     */
    static OutcomeTimers of(MeterRegistry registry, String name, Tags tags, Duration... buckets) {
        OutcomeTimers all = new OutcomeTimers();
        for (Outcome outcome : Outcome.values()) {
            Timer timer = Timer.builder(name)
                    .tags(tags)
                    .tag("outcome", MicrometerTelemetry.text(outcome))
                    .serviceLevelObjectives(buckets)
                    .register(registry);
            all.timers.put(outcome, timer);
        }
        return all;
    }

    /** Allocates nothing. */
    void record(Outcome outcome, long nanos) {
        requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    List<Meter> meters() {
        return List.copyOf(timers.values());
    }
}
