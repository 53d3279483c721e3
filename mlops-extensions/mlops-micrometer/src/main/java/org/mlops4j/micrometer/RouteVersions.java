// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.ModelVersion;

/**
 * The meters of the versions that answer on the routes of deployments. Those of old versions are removed, lest a
 * process that swaps versions for months fills the registry. Thread-safe.
 */
final class RouteVersions {

    /** The version that serves and the one before, whose last predictions a scrape may not have seen yet. */
    static final int KEPT = 2;

    /** From a linear model in cache to a model behind a network, three to a decade or so. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(500),
        Duration.ofNanos(1_000),
        Duration.ofNanos(2_500),
        Duration.ofNanos(5_000),
        Duration.ofNanos(10_000),
        Duration.ofNanos(25_000),
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final MeterRegistry registry;
    private final Map<Route, LinkedHashMap<String, List<Meter>>> meters = new HashMap<>();
    private final Map<Tags, AtomicLong> numbers = new HashMap<>();

    RouteVersions(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@return the timers of a version that begins to serve; {@code null} for what is no model} */
    synchronized OutcomeTimers begin(String deployment, String route, @Nullable ModelVersion version) {
        Tags tags = tags(deployment, route, version);
        if (version != null) {
            number(tags).set(version.number());
        }
        LinkedHashMap<String, List<Meter>> versions =
                meters.computeIfAbsent(new Route(deployment, route), key -> new LinkedHashMap<>());
        String id = id(version);
        // Behind the others, also if it was there before.
        versions.remove(id);
        OutcomeTimers begun =
                OutcomeTimers.of(registry, "mlops.predictions", tags.and("version", number(version)), BUCKETS);
        versions.put(id, new ArrayList<>(begun.meters()));
        if (versions.size() > KEPT) {
            Iterator<List<Meter>> oldest = versions.values().iterator();
            oldest.next().forEach(registry::remove);
            oldest.remove();
        }
        return begun;
    }

    /** {@return the counters of what stands before a version that has begun to serve} They go when its timers go. */
    synchronized ProtectionCounters protection(String deployment, String route, ModelVersion version) {
        ProtectionCounters counters = new ProtectionCounters(
                registry, tags(deployment, route, version).and("version", number(version)));
        LinkedHashMap<String, List<Meter>> versions =
                meters.computeIfAbsent(new Route(deployment, route), key -> new LinkedHashMap<>());
        versions.computeIfAbsent(id(version), key -> new ArrayList<>()).addAll(counters.meters());
        return counters;
    }

    private static Tags tags(String deployment, String route, @Nullable ModelVersion version) {
        return Tags.of("deployment", deployment, "route", route, "model", version == null ? "none" : version.model());
    }

    private static String number(@Nullable ModelVersion version) {
        return version == null ? "none" : String.valueOf(version.number());
    }

    private static String id(@Nullable ModelVersion version) {
        return version == null ? "none" : version.id();
    }

    private AtomicLong number(Tags tags) {
        return numbers.computeIfAbsent(tags, key -> {
            AtomicLong number = new AtomicLong();
            Gauge.builder("mlops.model.version", number, AtomicLong::get)
                    .description("The number of the version that serves")
                    .tags(key)
                    .register(registry);
            return number;
        });
    }

    private record Route(String deployment, String name) {}
}
