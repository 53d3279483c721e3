// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;

/**
 * What {@value #NAME} says.
 *
 * @param runs the directories of the runs, a run after the one that it is a part of
 * @param versions the directories of the versions
 * @param files every other file
 */
record BundleIndex(List<String> runs, List<String> versions, List<Entry> files) {

    static final String NAME = "bundle.json";

    private static final String FORMAT = "mlops4j-bundle";
    private static final long VERSION = 1;

    static BundleIndex from(Document document) {
        if (!document.find("format").map(Document::text).filter(FORMAT::equals).isPresent()) {
            throw new InvalidException("its " + NAME + " does not say that it is a bundle");
        }
        long version = document.get("version").whole();
        if (version != VERSION) {
            throw new InvalidException("it is a bundle of version " + version + ", this release reads version "
                    + VERSION + "; import it with a newer one");
        }
        return new BundleIndex(
                paths(document.get("runs")),
                paths(document.get("versions")),
                document.get("files").list().stream().map(Entry::from).toList());
    }

    Document toDocument() {
        return Document.object()
                .with("format", FORMAT)
                .with("version", VERSION)
                .with("runs", Document.texts(runs))
                .with("versions", Document.texts(versions))
                .with(
                        "files",
                        Document.list(files.stream().map(Entry::toDocument).toList()));
    }

    private static List<String> paths(Document list) {
        return list.texts().stream().map(text -> new RelativePath(text).text()).toList();
    }

    /**
     * A file.
     *
     * @param path within the bundle, by the rule of {@link RelativePath}
     * @param bytes its size
     * @param digest the SHA-256 of its bytes
     */
    record Entry(String path, long bytes, Digest digest) {

        static Entry from(Document document) {
            return new Entry(
                    new RelativePath(document.get("path").text()).text(),
                    document.get("bytes").whole(),
                    new Digest(document.get("sha256").text()));
        }

        Document toDocument() {
            return Document.object().with("path", path).with("bytes", bytes).with("sha256", digest);
        }
    }
}
