// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.features.VectorReader;

/**
 * What a deployment serves and how. Immutable; each method gives a changed copy. Without a champion, it serves what is
 * stored under its name: the routing that another process, or {@link Deployment#change}, put there.
 *
 * <pre>{@code
 * DeploymentSpec.named("late-flights").champion("late-flights@champion").features(reader)
 * }</pre>
 */
public final class DeploymentSpec {

    private final String name;
    private final @Nullable Routing routing;
    private final @Nullable VectorReader features;
    private final PredictionLogging logging;

    private DeploymentSpec(
            String name, @Nullable Routing routing, @Nullable VectorReader features, PredictionLogging logging) {
        this.name = name;
        this.routing = routing;
        this.features = features;
        this.logging = logging;
    }

    /** {@return a spec of that name, by the rule of {@link Name#require}; without a log until told} */
    public static DeploymentSpec named(String name) {
        return new DeploymentSpec(Name.require("deployment", name), null, null, PredictionLogging.off());
    }

    /** {@return this spec answering with the version that a reference such as {@code model@alias} names} */
    public DeploymentSpec champion(String reference) {
        return routing(routing == null ? Routing.to(reference) : routing.champion(reference));
    }

    /**
     * {@return this spec with a version that predicts beside the champion and is only logged} The reference may name an
     * alias that points nowhere yet; then there is no shadow until it does.
     *
     * @throws IllegalStateException if there is no champion yet
     */
    public DeploymentSpec shadow(String reference) {
        return routing(required().shadow(reference));
    }

    /**
     * {@return this spec with a share of the requests to a version on trial} See {@link Routing#canary}.
     *
     * @throws IllegalStateException if there is no champion yet
     */
    public DeploymentSpec canary(String reference, double share) {
        return routing(required().canary(reference, share));
    }

    /**
     * {@return this spec with that between requests and each of its models}
     *
     * @throws IllegalStateException if there is no champion yet
     */
    public DeploymentSpec protection(Protection between) {
        return routing(required().protection(between));
    }

    /** {@return this spec answering like that} */
    public DeploymentSpec routing(Routing how) {
        return new DeploymentSpec(name, requireNonNull(how, "how"), features, logging);
    }

    /**
     * {@return this spec reading its features from there} Without, {@link Deployment#predict} takes requests by the
     * signature of the champion, if it was trained on no feature service and its inputs are numbers or truth values.
     */
    public DeploymentSpec features(VectorReader reader) {
        return new DeploymentSpec(name, routing, requireNonNull(reader, "reader"), logging);
    }

    /** {@return this spec logging its predictions} */
    public DeploymentSpec logPredictions(PredictionLogging how) {
        return new DeploymentSpec(name, routing, features, requireNonNull(how, "how"));
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return which version answers what; empty for what is stored under the name} */
    public Optional<Routing> findRouting() {
        return Optional.ofNullable(routing);
    }

    /** {@return where features come from, if stated} */
    public Optional<VectorReader> findFeatures() {
        return Optional.ofNullable(features);
    }

    /** {@return how predictions are logged} */
    public PredictionLogging logging() {
        return logging;
    }

    private Routing required() {
        if (routing == null) {
            throw new IllegalStateException(
                    "deployment '" + name + "' has no champion; call champion(\"model@alias\") first");
        }
        return routing;
    }
}
