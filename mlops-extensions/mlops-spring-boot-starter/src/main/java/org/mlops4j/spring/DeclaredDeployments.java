// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;

/** Opens the deployments of the properties. */
final class DeclaredDeployments {

    private final Mlops mlops;
    private final Map<String, DeploymentProperties> declared;
    private final @Nullable FeatureReaders features;

    DeclaredDeployments(Mlops mlops, Map<String, DeploymentProperties> declared, @Nullable FeatureReaders features) {
        this.mlops = mlops;
        this.declared = declared;
        this.features = features;
    }

    /**
     * {@return the deployment of that name, which serves}
     *
     * @throws StartException if it cannot serve
     */
    Deployment deploy(String name) {
        DeploymentProperties properties = requireNonNull(declared.get(name), name);
        String key = "mlops.deployments." + name;
        DeploymentSpec spec = routed(named(name, key), properties, key).logPredictions(logging(properties.log(), key));
        if (properties.features() != null) {
            spec = withFeatures(spec, properties.features(), key);
        }
        try {
            return mlops.serving().deploy(spec);
        } catch (NotFoundException e) {
            throw cannotServe(
                    name,
                    e.getMessage(),
                    "Register a version and move the alias to it, or set " + key
                            + ".champion to what there is, such as 'model@alias' or 'model/3'.",
                    e);
        } catch (MlopsException e) {
            throw cannotServe(name, e.getMessage(), "Mend what the message names, or change " + key + ".champion.", e);
        }
    }

    private static DeploymentSpec named(String name, String key) {
        try {
            return DeploymentSpec.named(name);
        } catch (InvalidException e) {
            throw cannotServe(name, e.getMessage(), "Rename " + key + ".", e);
        }
    }

    private static DeploymentSpec routed(DeploymentSpec spec, DeploymentProperties properties, String key) {
        if (properties.champion() == null) {
            if (properties.shadow() != null) {
                throw cannotServe(
                        spec.name(),
                        key + ".shadow is set, but there is no champion beside which it would predict",
                        "Set " + key + ".champion too, such as 'model@champion'.",
                        null);
            }
            return spec;
        }
        DeploymentSpec served = spec.champion(properties.champion());
        return properties.shadow() == null ? served : served.shadow(properties.shadow());
    }

    private static PredictionLogging logging(DeploymentProperties.Log log, String key) {
        if (!(log.sample() >= 0 && log.sample() <= 1)) {
            throw new StartException(
                    key + ".log.sample is " + log.sample() + ", which is no share.",
                    "Set " + key + ".log.sample from 0 (no log) to 1 (every request).");
        }
        return new PredictionLogging(log.sample(), log.whenFull());
    }

    private DeploymentSpec withFeatures(DeploymentSpec spec, String service, String key) {
        if (features == null) {
            throw cannotServe(
                    spec.name(),
                    key + ".features is '" + service + "', but mlops-features is not on the class path",
                    "Add the dependency org.mlops4j:mlops-features.",
                    null);
        }
        try {
            return spec.features(features.reader(service));
        } catch (MlopsException e) {
            throw cannotServe(
                    spec.name(),
                    e.getMessage(),
                    "Put the feature service in force (FeatureStore.apply), or change " + key + ".features.",
                    e);
        }
    }

    private static StartException cannotServe(
            String name, @Nullable String why, String action, @Nullable MlopsException cause) {
        String description = "The deployment '" + name + "' cannot serve: " + why;
        return cause == null ? new StartException(description, action) : new StartException(description, action, cause);
    }
}
