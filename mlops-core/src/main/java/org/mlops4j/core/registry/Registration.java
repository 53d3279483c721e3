// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.tracking.StoredRuns;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PastVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Signature;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;
import org.mlops4j.tracking.RunRecord;

/**
 * How versions come into a store. Their bytes are durable before the transaction that makes them, so a crash leaves
 * bytes without a version at worst, never the reverse.
 */
record Registration(
        BlobStore blobs, HashChain chain, InstantSource clock, Limits limits, Map<String, ModelFormat> formats) {

    /**
     * Stores a new version, of which a run tells the data and the environment if one made it. Under an idempotency key
     * only the first time.
     */
    ModelVersion register(String model, ModelPackage contents, @Nullable String run) {
        limits.requireName("model", model);
        ModelManifest manifest = Intake.store(model, contents, blobs);
        manifest.findSignature().ifPresent(signature -> requireFit(model, manifest, signature));
        return chain.transact("version.register", "", writer -> {
            Optional<ModelVersion> before =
                    contents.findIdempotencyKey().flatMap(key -> RegistrationKeys.find(writer, model, key));
            if (before.isPresent()) {
                return new HashChain.Deed<>(before.get().id(), before.get());
            }
            ModelManifest complete = run == null ? manifest : manifest.with(provenance(writer, run));
            ModelVersion version = new ModelVersion(
                    model,
                    Versions.nextNumber(writer, model, clock.instant()),
                    complete,
                    run,
                    chain.actor(),
                    clock.instant());
            Versions.put(writer, version);
            contents.findIdempotencyKey().ifPresent(key -> RegistrationKeys.put(writer, key, version));
            return new HashChain.Deed<>(version.id(), version);
        });
    }

    /** Stores a version from elsewhere with its author and its time. */
    ModelVersion restore(PastVersion version) {
        Intake.store(version, blobs);
        return chain.transact("version.import", "from " + version.origin(), writer -> {
            Versions.findRestored(writer, version.origin()).ifPresent(before -> {
                throw new AlreadyExistsException(
                        "version '" + version.origin() + "' was restored before, as " + before);
            });
            version.findRun().ifPresent(run -> requireRun(writer, run));
            ModelVersion stored = new ModelVersion(
                    version.model(),
                    Versions.nextNumber(writer, version.model(), clock.instant()),
                    version.manifest(),
                    version.run(),
                    version.author(),
                    version.created(),
                    version.origin());
            Versions.put(writer, stored);
            return new HashChain.Deed<>(stored.id(), stored);
        });
    }

    /** Whether the model can be loaded here is found when it is: there may be other formats by then. */
    private void requireFit(String model, ModelManifest manifest, Signature signature) {
        shape(manifest).ifPresent(shape -> {
            try {
                shape.requireFit(signature);
            } catch (IncompatibleException e) {
                throw new IncompatibleException(
                        "the package for model '" + model + "' is not registered, since its signature does not fit its "
                                + manifest.format() + " model: " + e.getMessage(),
                        e);
            }
        });
    }

    private Optional<ModelShape> shape(ModelManifest manifest) {
        ModelFormat format = formats.get(manifest.format());
        try {
            return format == null
                    ? Optional.empty()
                    : format.shape(
                            manifest, name -> blobs.readAll(manifest.file(name).digest()));
        } catch (InvalidException | IncompatibleException | NotFoundException unread) {
            return Optional.empty();
        }
    }

    private static Provenance provenance(MetadataReader reader, String run) {
        RunRecord record = requireRun(reader, run);
        return new Provenance(
                record.datasets(), Document.object(record.environment().fields()));
    }

    private static RunRecord requireRun(MetadataReader reader, String run) {
        return StoredRuns.find(reader, run)
                .orElseThrow(
                        () -> new NotFoundException("there is no run '" + run + "' that could have made the model"));
    }
}
