// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import org.jspecify.annotations.Nullable;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Protection;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.spi.Telemetry.PredictionMeter;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

/** Makes versions ready for the routes of a deployment. */
record RouteModels(
        String deployment,
        Telemetry telemetry,
        ModelLoader loader,
        @Nullable VectorReader features) {

    LoadedModel load(ModelVersion version, String route) {
        return loader.load(version, deployment, route, features);
    }

    /** {@return a version that answers with so many outputs} */
    LoadedModel load(ModelVersion version, String route, int outputs) {
        LoadedModel next = load(version, route);
        int found = next.predictor().outputs();
        if (found != outputs) {
            next.close();
            throw new IncompatibleException(
                    version + " has " + found + " outputs, deployment '" + deployment + "' answers with " + outputs);
        }
        return next;
    }

    /** Refuses a version that may not be served, loaded or not. */
    void requireServable(ModelVersion version) {
        loader.requireServable(version, deployment);
    }

    /** {@return a model behind the protection of a route} It is let go of if it does not fit the protection. */
    ServedModel served(Route route, SharedModel model) {
        try {
            ModelVersion version = model.loaded().version();
            Protection protection = route.protection();
            PredictionMeter meter = telemetry.predictions(deployment, route.name(), version);
            ProtectionMeter before = protection.cached() > 0 || protection.batching() != null
                    ? telemetry.protection(deployment, route.name(), version)
                    : ProtectionMeter.none();
            return new ServedModel(route.name(), model, protection, meter, before);
        } catch (RuntimeException e) {
            model.release();
            throw e;
        }
    }
}
