// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PastVersion;
import org.mlops4j.tracking.RunRecord;

/** A version in a bundle: its manifest and who made it when in {@value #NAME}, its files beside it. */
final class VersionPart {

    private static final String NAME = "version.json";

    private VersionPart() {}

    /** {@return what a version is called in every store: by its digest, or as it was called when it was restored} */
    static String origin(ModelVersion version) {
        return version.findOrigin()
                .orElseGet(() -> "mlops4j:" + version.toDocument().digest().hex());
    }

    /** {@return the version of an origin, restored or registered in this store} */
    static Optional<ModelVersion> find(Mlops mlops, Document part) {
        String origin = part.get("origin").text();
        return mlops.registry()
                .findRestored(origin)
                .or(() -> mlops.registry().versions(part.get("model").text()).stream()
                        .filter(version -> origin(version).equals(origin))
                        .findFirst());
    }

    static void write(Mlops mlops, ModelVersion version, @Nullable RunRecord run, BundleWriter bundle)
            throws IOException {
        String directory = bundle.nextVersion();
        for (ModelManifest.File file : version.manifest().files()) {
            bundle.add(directory + "/files/" + file.name(), () -> mlops.blobs().open(file.digest()));
        }
        bundle.add(
                directory + "/" + NAME,
                Document.object()
                        .with("origin", origin(version))
                        .with("model", version.model())
                        .with("manifest", version.manifest().toDocument())
                        .withOptional("run", run == null ? null : RunPart.origin(run))
                        .with("author", version.author().name())
                        .with("created", version.created()));
    }

    static Document read(CheckedBundle bundle, String directory) throws IOException {
        return bundle.document(directory + "/" + NAME);
    }

    /**
     * {@return the version, to be restored}
     *
     * @param run the id of the run that made it, in the store into which it goes
     */
    static PastVersion past(CheckedBundle bundle, String directory, Document part, @Nullable String run) {
        ModelManifest manifest = ModelManifest.from(part.get("manifest"));
        TreeMap<String, ModelPackage.Content> contents = new TreeMap<>();
        manifest.files()
                .forEach(file -> contents.put(file.name(), () -> bundle.open(directory + "/files/" + file.name())));
        return new PastVersion(
                part.get("model").text(),
                part.get("origin").text(),
                manifest,
                run,
                Actor.of(part.get("author").text()),
                part.get("created").instant(),
                contents);
    }
}
