// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.serving.RouteStatus;
import org.mlops4j.serving.Routing;

/**
 * A deployment as the endpoint shows it.
 *
 * @param version of the champion, such as {@code fraud/3}
 * @param stopped the reason if a kill switch is on, else {@code null}
 * @param predictions answered since the start
 * @param errors failed since then
 * @param unlogged lost by the log since then
 * @param queued waiting for the log
 * @param p50 the median latency
 * @param p99 the 99th percentile
 * @param references what the routing names
 * @param routes each route by itself
 */
record DeploymentShown(
        String version,
        @Nullable String stopped,
        long predictions,
        long errors,
        long unlogged,
        long queued,
        Duration p50,
        Duration p99,
        References references,
        List<RouteShown> routes) {

    static DeploymentShown of(Deployment deployment) {
        DeploymentStatus status = deployment.status();
        return new DeploymentShown(
                deployment.champion().id(),
                status.stopped(),
                status.predictions(),
                status.errors(),
                status.unlogged(),
                status.queued(),
                status.p50(),
                status.p99(),
                References.of(deployment.routing()),
                status.routes().stream().map(RouteShown::of).toList());
    }

    /**
     * Which references a routing names.
     *
     * @param champion such as {@code fraud@champion}
     * @param shadow or {@code null}
     * @param arms those that take a share
     * @param segments those that take all requests of a kind
     */
    record References(
            String champion, @Nullable String shadow, List<Routing.Arm> arms, List<Routing.Segment> segments) {

        static References of(Routing routing) {
            return new References(routing.champion(), routing.shadow(), routing.arms(), routing.segments());
        }
    }

    /**
     * A route.
     *
     * @param name such as {@code champion}
     * @param version what it answers with, or {@code null} if its alias points nowhere
     * @param answered requests
     * @param errors requests it failed to answer
     * @param resting whether it rests after failures
     * @param p50 the median latency
     * @param p99 the 99th percentile
     */
    record RouteShown(
            String name,
            @Nullable String version,
            long answered,
            long errors,
            boolean resting,
            Duration p50,
            Duration p99) {

        static RouteShown of(RouteStatus route) {
            ModelVersion version = route.version();
            return new RouteShown(
                    route.name(),
                    version == null ? null : version.id(),
                    route.answered(),
                    route.errors(),
                    route.resting(),
                    route.p50(),
                    route.p99());
        }
    }
}
