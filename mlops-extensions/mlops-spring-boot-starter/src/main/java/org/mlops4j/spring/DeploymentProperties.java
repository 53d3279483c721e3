// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.PredictionLogging;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code mlops.deployments.<name>}. Immutable.
 *
 * @param champion The version that answers, such as 'model@alias' or 'model/3'. Without it, what is stored under the
 *     name of the deployment is served, so that a restart undoes nothing that was changed at run time.
 * @param shadow A version that predicts beside the champion and is only logged. Needs a champion.
 * @param features The name of the feature service that is in force and gives the features. Needs mlops-features.
 *     Without it, requests hold the inputs of the model's signature.
 * @param log Which predictions are logged.
 */
public record DeploymentProperties(
        @Nullable String champion,
        @Nullable String shadow,
        @Nullable String features,
        @DefaultValue Log log) {

    /**
     * The properties under {@code mlops.deployments.<name>.log}.
     *
     * @param sample The share of the requests that is logged, from 0 to 1. Monitoring needs a log.
     * @param whenFull What happens to a prediction that finds the queue of the log full.
     */
    public record Log(
            @DefaultValue("0") double sample,
            @DefaultValue("drop") PredictionLogging.WhenFull whenFull) {}
}
