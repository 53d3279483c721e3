// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.core.content.Contents;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
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

    private static ModelManifest.File put(String name, InputStream in, BlobStore blobs) {
        CountingStream counting = new CountingStream(in);
        Digest digest = blobs.put(counting);
        return new ModelManifest.File(name, digest, counting.count);
    }

    private static <T> T open(String model, String name, ModelPackage.Content content, Contents.Use<T> use) {
        return Contents.read("file '" + name + "' of the package for model '" + model + "'", content, use);
    }

    /** Counts what is read through it. */
    private static final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(wanted);
            count += skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
