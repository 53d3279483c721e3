// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.registry.ModelPackage.Content;

/** Writes the files of a bundle and, at the end, the index of them. */
final class BundleWriter {

    private final BundleTarget target;
    private final DocumentText json;
    private final List<String> runs = new ArrayList<>();
    private final List<String> versions = new ArrayList<>();
    private final List<BundleIndex.Entry> files = new ArrayList<>();

    BundleWriter(BundleTarget target, DocumentText json) {
        this.target = target;
        this.json = json;
    }

    /** {@return the directory for one more run} */
    String nextRun() {
        runs.add("runs/" + (runs.size() + 1));
        return runs.get(runs.size() - 1);
    }

    /** {@return the directory for one more version} */
    String nextVersion() {
        versions.add("versions/" + (versions.size() + 1));
        return versions.get(versions.size() - 1);
    }

    void add(String path, Document document) throws IOException {
        add(path, text(document));
    }

    /** Adds a file; the content is opened twice. */
    void add(String path, Content content) throws IOException {
        Measure measure = Measure.of(content);
        target.write(path, measure, content);
        files.add(new BundleIndex.Entry(path, measure.bytes(), measure.digest()));
    }

    void finish() throws IOException {
        Content index = text(new BundleIndex(runs, versions, files).toDocument());
        target.write(BundleIndex.NAME, Measure.of(index), index);
    }

    private Content text(Document document) {
        byte[] bytes = (json.write(document) + "\n").getBytes(StandardCharsets.UTF_8);
        return () -> new ByteArrayInputStream(bytes);
    }
}
