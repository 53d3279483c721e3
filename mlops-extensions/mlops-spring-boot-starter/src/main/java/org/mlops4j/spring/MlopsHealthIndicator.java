// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.error.MlopsException;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.spi.MetadataReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the store can be read and every deployment holds a model. A deployment that somebody stopped, or whose log
 * has a backlog, is shown and is not down: to take the whole instance out of service for it would help nobody.
 */
final class MlopsHealthIndicator implements HealthIndicator {

    private final Mlops mlops;
    private final Iterable<Deployment> deployments;

    /**
     * An indicator of what is there when it is asked.
     *
     * @param deployments looked through each time
     */
    MlopsHealthIndicator(Mlops mlops, Iterable<Deployment> deployments) {
        this.mlops = mlops;
        this.deployments = deployments;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        try {
            long changes = mlops.metadata().read(MetadataReader::lastChange);
            health.withDetail("changes", changes);
        } catch (MlopsException | IllegalStateException e) {
            health.down(e);
        }
        SortedMap<String, Object> details = new TreeMap<>();
        for (Deployment deployment : deployments) {
            try {
                details.put(deployment.name(), details(deployment));
            } catch (IllegalStateException e) {
                // It is closed: it holds no model.
                health.down();
                details.put(deployment.name(), Map.of("error", String.valueOf(e.getMessage())));
            }
        }
        return health.withDetail("deployments", details).build();
    }

    private static Map<String, Object> details(Deployment deployment) {
        SortedMap<String, Object> details = new TreeMap<>();
        details.put("version", deployment.champion().id());
        DeploymentStatus status = deployment.status();
        details.put("queued", status.queued());
        details.put("unlogged", status.unlogged());
        if (status.stopped() != null) {
            details.put("stopped", status.stopped());
        }
        return details;
    }
}
