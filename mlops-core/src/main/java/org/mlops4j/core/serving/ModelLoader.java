// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.Telemetry.ModelLoad;
import org.mlops4j.spi.Telemetry.Outcome;

/** Makes a registered version ready to serve: verified, checked against what it will be given, and warm. */
final class ModelLoader {

    private final Mlops mlops;
    private final LoadPolicy policy;
    private final Map<String, ModelFormat> formats = new TreeMap<>();

    ModelLoader(Mlops mlops, LoadPolicy policy, List<ModelFormat> formats) {
        this.mlops = mlops;
        this.policy = policy;
        formats.forEach(format -> this.formats.putIfAbsent(format.name(), format));
    }

    /**
     * {@return the version, ready to serve; to be closed}
     *
     * @param deployment the name of what will serve it
     * @param route the name of the route on which it will answer, for who measures
     * @param features what will fill its input, or {@code null} if callers do
     * @throws org.mlops4j.error.RejectedException if it may not be served, by this deployment or any, or has not the
     *     signature that the policy asks for
     * @throws IncompatibleException if nothing here reads its format, or it does not fit the features
     * @throws InvalidException if its files are not of the format, or it does not give the predictions of its examples
     *     again, or answers zeros with NaN
     * @throws org.mlops4j.error.CorruptException if its files are not those that were registered
     */
    LoadedModel load(ModelVersion version, String deployment, String route, @Nullable VectorReader features) {
        long begin = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            LoadedModel loaded = load(version, deployment, features);
            outcome = Outcome.SUCCEEDED;
            return loaded;
        } catch (RuntimeException e) {
            outcome = Outcome.of(e);
            throw e;
        } finally {
            Duration duration = Duration.ofNanos(System.nanoTime() - begin);
            mlops.telemetry().modelLoaded(new ModelLoad(deployment, route, version, outcome, duration));
        }
    }

    private LoadedModel load(ModelVersion version, String deployment, @Nullable VectorReader features) {
        ModelFormat format = format(version, deployment);
        if (features != null) {
            requireSameDefinition(version, features);
        }
        Predictor predictor = read(version, format::load);
        try {
            Schema inputs = inputs(version, predictor);
            requireOutputs(version, predictor);
            if (features != null) {
                requireSameNames(version, inputs, features);
            }
            new WarmUp(version, predictor, System::nanoTime).run();
            return new LoadedModel(version, inputs, predictor);
        } catch (RuntimeException e) {
            predictor.close();
            throw e;
        }
    }

    /** Whoever serves many versions is told which of them it is. */
    private <T> T read(ModelVersion version, BiFunction<ModelManifest, ModelFormat.Files, T> reading) {
        try {
            return reading.apply(version.manifest(), file -> mlops.registry().read(version, file));
        } catch (InvalidException e) {
            throw new InvalidException(version + " cannot be loaded: " + e.getMessage(), e);
        } catch (IncompatibleException e) {
            throw new IncompatibleException(version + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * {@return what explains predictions of a version}
     *
     * @throws IncompatibleException if nothing here reads its format, or can explain what is in it
     * @throws org.mlops4j.error.MlopsException as {@link #load}
     */
    Explainer explainer(ModelVersion version, String use) {
        return read(version, format(version, use)::explainer)
                .orElseThrow(() -> new IncompatibleException(version + ", of the format '"
                        + version.manifest().format() + "', cannot be explained; trees can, if their leaves are not"
                        + " linear and their file says how many rows came to each node, which XGBoost before 3.2 does"
                        + " not write for trees of several outputs"));
    }

    /**
     * {@return how much the trees of a version look at each input}
     *
     * @throws IncompatibleException if nothing here reads its format, or tells that of it
     * @throws org.mlops4j.error.MlopsException as {@link #load}
     */
    List<Importance> importances(ModelVersion version, String use) {
        return read(version, format(version, use)::importances)
                .orElseThrow(() -> new IncompatibleException("the importance of the inputs of " + version
                        + ", of the format '" + version.manifest().format() + "', is not known; it is of trees whose"
                        + " file says what each split gained"));
    }

    /**
     * Refuses a version that this deployment may not serve, loaded or not.
     *
     * @throws org.mlops4j.error.RejectedException as {@link #load}
     */
    void requireServable(ModelVersion version, String deployment) {
        mlops.governance().requireServable(version, deployment);
        policy.check(version, mlops.signatures());
    }

    /** {@return what reads a version that may be loaded here} */
    private ModelFormat format(ModelVersion version, String deployment) {
        requireServable(version, deployment);
        ModelFormat format = formats.get(version.manifest().format());
        if (format == null) {
            throw new IncompatibleException(
                    "nothing here reads the format '" + version.manifest().format() + "' of " + version + "; known are "
                            + String.join(", ", formats.keySet()));
        }
        return format;
    }

    private static void requireSameDefinition(ModelVersion version, VectorReader features) {
        Digest pinned = version.manifest().features();
        if (pinned != null && !pinned.equals(features.definition())) {
            throw new IncompatibleException(version + " was trained on the feature definition " + pinned.brief()
                    + ", the deployment reads " + features.definition().brief()
                    + "; deploy with the definition that it was trained on, or train again");
        }
    }

    private static void requireSameNames(ModelVersion version, Schema inputs, VectorReader features) {
        Optional<Signature> signature = version.manifest().findSignature();
        if (inputs.size() != features.names().size()
                || (signature.isPresent() && !inputs.names().equals(features.names()))) {
            throw new IncompatibleException(
                    version + " takes " + inputs.names() + ", the features are " + features.names());
        }
    }

    /** Without a signature, any input may be missing. */
    private static Schema inputs(ModelVersion version, Predictor predictor) {
        Schema inputs = version.manifest()
                .findSignature()
                .map(Signature::inputs)
                .orElseGet(() -> Schema.of(IntStream.range(0, predictor.inputs())
                        .mapToObj(i -> Field.nullable("input." + i, DataType.FLOAT64))
                        .toList()));
        if (inputs.size() != predictor.inputs()) {
            throw new IncompatibleException("the signature of " + version + " has " + inputs.size()
                    + " inputs, the model takes " + predictor.inputs());
        }
        return inputs;
    }

    private static void requireOutputs(ModelVersion version, Predictor predictor) {
        version.manifest().findSignature().map(Signature::outputs).ifPresent(outputs -> {
            if (outputs.size() != predictor.outputs()) {
                throw new IncompatibleException("the signature of " + version + " has " + outputs.size()
                        + " outputs, the model gives " + predictor.outputs());
            }
        });
    }
}
