// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.serving.Deployment;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows the deployments of this process, and what the monitors of all processes last measured. Changes nothing. */
@Endpoint(id = "mlops")
final class MlopsEndpoint {

    private final Iterable<Deployment> deployments;
    private final MonitoringShown monitoring;

    /**
     * An endpoint that looks when it is asked.
     *
     * @param deployments looked through each time
     */
    MlopsEndpoint(Mlops mlops, Iterable<Deployment> deployments) {
        this.deployments = deployments;
        this.monitoring = new MonitoringShown(mlops.metadata());
    }

    /** {@return everything} */
    @ReadOperation
    Shown shown() {
        SortedMap<String, DeploymentShown> served = new TreeMap<>();
        deployments.forEach(deployment -> served.put(deployment.name(), DeploymentShown.of(deployment)));
        return new Shown(served, monitoring.signals(), monitoring.alerts());
    }

    /** {@return one deployment; {@code null}, which is answered by 404, if this process has none of that name} */
    @ReadOperation
    @Nullable DeploymentShown deployment(@Selector String name) {
        for (Deployment deployment : deployments) {
            if (deployment.name().equals(name)) {
                return DeploymentShown.of(deployment);
            }
        }
        return null;
    }

    /**
     * What the endpoint shows.
     *
     * @param deployments of this process, by name
     * @param signals the newest of each name, by monitor; of the monitors of all processes
     * @param alerts the newest, newest first
     */
    record Shown(
            SortedMap<String, DeploymentShown> deployments,
            SortedMap<String, SortedMap<String, MonitoringShown.SignalShown>> signals,
            List<MonitoringShown.AlertShown> alerts) {}
}
