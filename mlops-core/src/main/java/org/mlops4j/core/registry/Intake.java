// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.core.content.Contents;
import org.mlops4j.core.content.CountingStream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.PastVersion;
import org.mlops4j.spi.BlobStore;

/** Streams the files of a package into the blob store and lists them in a manifest. */
final class Intake {

    private Intake() {}

    /** {@return the manifest of a package whose bytes are durable now} */
    static ModelManifest store(String model, ModelPackage contents, BlobStore blobs) {
        if (contents.files().isEmpty()) {
            throw new InvalidException("the package for model '" + model + "' has no file; add one by withFile");
        }
        // Every file is opened once before any is stored, so that a missing one leaves nothing behind.
        contents.files().forEach((name, content) -> open(model, name, content, in -> in));
        List<ModelManifest.File> files = new ArrayList<>();
        contents.files().forEach((name, content) -> files.add(open(model, name, content, in -> put(name, in, blobs))));
        return new ModelManifest(
                contents.format(),
                files,
                contents.findSignature().orElse(null),
                contents.findFeatures().orElse(null),
                contents.properties());
    }

    /** Streams the files of a version from elsewhere into the blob store; they must be those of its manifest. */
    static void store(PastVersion version, BlobStore blobs) {
        List<String> named = version.manifest().files().stream()
                .map(ModelManifest.File::name)
                .toList();
        if (!named.equals(List.copyOf(version.contents().keySet()))) {
            throw new InvalidException("version '" + version.origin() + "' has the files " + named + ", and bytes for "
                    + version.contents().keySet() + " were given");
        }
        version.contents().forEach((name, content) -> {
            ModelManifest.File expected = version.manifest().file(name);
            ModelManifest.File stored = open(version.model(), name, content, in -> put(name, in, blobs));
            if (!stored.equals(expected)) {
                throw new InvalidException("file '" + name + "' of version '" + version.origin() + "' has "
                        + stored.bytes() + " bytes with the digest " + stored.digest() + ", its manifest says "
                        + expected.bytes() + " and " + expected.digest());
            }
        });
    }

    private static ModelManifest.File put(String name, InputStream in, BlobStore blobs) {
        CountingStream counting = new CountingStream(in);
        Digest digest = blobs.put(counting);
        return new ModelManifest.File(name, digest, counting.count());
    }

    private static <T> T open(String model, String name, ModelPackage.Content content, Contents.Use<T> use) {
        return Contents.read("file '" + name + "' of the package for model '" + model + "'", content, use);
    }
}
