// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.serving.RouteStatus;

/**
 * What the log of predictions does not hold, because it belongs to one process: how a deployment does there, and the
 * process itself. Give it to {@link Monitor#record(List)} from time to time.
 *
 * <pre>{@code
 * ProcessHealth health = ProcessHealth.of(deployment, "node-1", mlops.clock().instant());
 * scheduler.scheduleAtFixedRate(() -> monitor.record(health.since(mlops.clock().instant())), 1, 1, MINUTES);
 * }</pre>
 *
 * <p>Each sample has the signals {@code process.throughput} (predictions a second), {@code process.error_share} (of the
 * requests, NaN without any), {@code process.unlogged} (predictions that the log lost), {@code process.latency_p99}
 * (milliseconds, since the deployment was opened), {@code process.heap} (used share of the greatest heap) and
 * {@code process.cpu} (share of all processors, NaN where the platform does not tell), each with the suffix
 * {@code [instance=node-1]}. The first has the routes and their versions in its detail. Thread-safe.
 */
public final class ProcessHealth {

    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private final Deployment deployment;
    private final String suffix;
    private Instant last;
    private DeploymentStatus before;

    private ProcessHealth(Deployment deployment, String instance, Instant now) {
        this.deployment = deployment;
        this.suffix = "[instance=" + instance + "]";
        this.last = now;
        this.before = deployment.status();
    }

    /**
     * {@return the health of a deployment in this process, from now on}
     *
     * @param instance what this process is called among those that serve the deployment, by the rule of
     *     {@link Name#require}
     * @param now the time of the clock that is given later too
     */
    public static ProcessHealth of(Deployment deployment, String instance, Instant now) {
        return new ProcessHealth(
                requireNonNull(deployment, "deployment"),
                Name.require("instance", instance),
                requireNonNull(now, "now"));
    }

    /** {@return what happened since the last call; nothing if the clock has not gone on} */
    public synchronized List<Signal> since(Instant now) {
        if (!now.isAfter(last)) {
            return List.of();
        }
        DeploymentStatus status = deployment.status();
        long answered = status.predictions() - before.predictions();
        long errors = status.errors() - before.errors();
        long requests = answered + errors;
        double seconds = Duration.between(last, now).toNanos() / NANOS_A_SECOND;
        Sample sample = new Sample(suffix, last, now, requests);
        List<Signal> signals = List.of(
                sample.signal("process.throughput", requests / seconds, routes(status)),
                sample.signal("process.error_share", requests == 0 ? Double.NaN : (double) errors / requests),
                sample.signal("process.unlogged", (double) (status.unlogged() - before.unlogged())),
                sample.signal("process.latency_p99", millis(status.p99())),
                sample.signal("process.heap", heap()),
                sample.signal("process.cpu", cpu()));
        last = now;
        before = status;
        return signals;
    }

    private static Document routes(DeploymentStatus status) {
        Document.Fields routes = Document.object();
        for (RouteStatus route : status.routes()) {
            routes = routes.with(route.name(), route(route));
        }
        return Document.object().with("routes", routes);
    }

    private static Document route(RouteStatus route) {
        @Nullable ModelVersion version = route.version();
        return Document.object()
                .withOptional("version", version == null ? null : version.model() + "/" + version.number())
                .with("answered", route.answered())
                .with("errors", route.errors())
                .with("latencyP99", millis(route.p99()));
    }

    private static double millis(Duration latency) {
        return latency.toNanos() / NANOS_A_MILLI;
    }

    private static double heap() {
        Runtime runtime = Runtime.getRuntime();
        return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    }

    private static double cpu() {
        double load =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuLoad();
        return load < 0 ? Double.NaN : load;
    }

    /** One stretch of time of one process. */
    private record Sample(String suffix, Instant from, Instant to, long rows) {

        Signal signal(String name, double value) {
            return signal(name, value, Document.object());
        }

        Signal signal(String name, double value, Document detail) {
            return new Signal(name + suffix, from, to, value, rows, detail);
        }
    }
}
