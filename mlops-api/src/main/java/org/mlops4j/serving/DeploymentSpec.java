// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.features.VectorReader;

/**
 * What a deployment serves and how. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * DeploymentSpec.named("late-flights").champion("late-flights@champion").features(reader)
 * }</pre>
 */
public final class DeploymentSpec {

    private final String name;
    private final @Nullable String champion;
    private final @Nullable String shadow;
    private final @Nullable VectorReader features;
    private final PredictionLogging logging;

    private DeploymentSpec(
            String name,
            @Nullable String champion,
            @Nullable String shadow,
            @Nullable VectorReader features,
            PredictionLogging logging) {
        this.name = name;
        this.champion = champion;
        this.shadow = shadow;
        this.features = features;
        this.logging = logging;
    }

    /** {@return a spec of that name, by the rule of {@link Name#require}; without a log until told} */
    public static DeploymentSpec named(String name) {
        return new DeploymentSpec(Name.require("deployment", name), null, null, null, PredictionLogging.off());
    }

    /** {@return this spec answering with the version that a reference such as {@code model@alias} names} */
    public DeploymentSpec champion(String reference) {
        return new DeploymentSpec(name, requireNonNull(reference, "reference"), shadow, features, logging);
    }

    /**
     * {@return this spec with a version that predicts beside the champion and is only logged} The reference may name an
     * alias that points nowhere yet; then there is no shadow until it does.
     */
    public DeploymentSpec shadow(String reference) {
        return new DeploymentSpec(name, champion, requireNonNull(reference, "reference"), features, logging);
    }

    /** {@return this spec reading its features from there; needed for {@link Deployment#predict}} */
    public DeploymentSpec features(VectorReader reader) {
        return new DeploymentSpec(name, champion, shadow, requireNonNull(reader, "reader"), logging);
    }

    /** {@return this spec logging its predictions} */
    public DeploymentSpec logPredictions(PredictionLogging how) {
        return new DeploymentSpec(name, champion, shadow, features, requireNonNull(how, "how"));
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the reference of the champion} */
    public String champion() {
        if (champion == null) {
            throw new IllegalStateException(
                    "deployment '" + name + "' has no champion; call champion(\"model@alias\")");
        }
        return champion;
    }

    /** {@return the reference of the shadow, if there is one} */
    public Optional<String> findShadow() {
        return Optional.ofNullable(shadow);
    }

    /** {@return where features come from, if stated} */
    public Optional<VectorReader> findFeatures() {
        return Optional.ofNullable(features);
    }

    /** {@return how predictions are logged} */
    public PredictionLogging logging() {
        return logging;
    }
}
