// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * The depth of each queue of each deployment as a gauge, which is there as long as the deployment is open. Deployments
 * of one name, which two handles may serve in a process, have one gauge: the sum. Thread-safe.
 */
final class QueueGauges {

    private final MeterRegistry registry;
    private final Map<Tags, Queues> known = new HashMap<>();

    QueueGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@return what ends the show} */
    synchronized Runnable show(String deployment, String queue, LongSupplier waiting) {
        Tags tags = Tags.of("deployment", deployment, "queue", queue);
        Queues queues = known.computeIfAbsent(tags, this::begin);
        queues.depths.add(waiting);
        return () -> end(tags, waiting);
    }

    private Queues begin(Tags tags) {
        List<LongSupplier> depths = new CopyOnWriteArrayList<>();
        Gauge gauge = Gauge.builder("mlops.deployment.queue", depths, QueueGauges::sum)
                .description("Predictions, failures and labels that wait for the log, and requests for the shadow")
                .tags(tags)
                .register(registry);
        return new Queues(depths, gauge);
    }

    private synchronized void end(Tags tags, LongSupplier waiting) {
        Queues queues = known.get(tags);
        if (queues != null && queues.depths.remove(waiting) && queues.depths.isEmpty()) {
            registry.remove(queues.gauge);
            known.remove(tags);
        }
    }

    private static double sum(List<LongSupplier> depths) {
        return depths.stream().mapToLong(LongSupplier::getAsLong).sum();
    }

    private record Queues(List<LongSupplier> depths, Gauge gauge) {}
}
