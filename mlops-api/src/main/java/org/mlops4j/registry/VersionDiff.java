// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Change;
import org.mlops4j.diff.Changes;
import org.mlops4j.diff.RunDiff;
import org.mlops4j.internal.text.Markdown;
import org.mlops4j.internal.text.Shown;

/**
 * What differs between two versions, which may be of two models. Parameters and metrics are those of the runs that made
 * them; a version that no run made has none.
 *
 * @param before the first version
 * @param after the second version
 * @param signature what the change means for callers
 * @param files by name; two are equal if their bytes are, by digest
 * @param properties by name
 * @param origin parameters, metrics, datasets, code and environment
 */
public record VersionDiff(
        ModelVersion before,
        ModelVersion after,
        SignatureDiff signature,
        Changes<ModelManifest.File> files,
        Changes<Document> properties,
        RunDiff origin) {

    /** Checks that both versions are there. */
    public VersionDiff {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    /** {@return the difference of two versions} Their manifests are compared here; the origin is given. */
    public static VersionDiff between(ModelVersion before, ModelVersion after, RunDiff origin) {
        ModelManifest was = before.manifest();
        ModelManifest is = after.manifest();
        return new VersionDiff(
                before,
                after,
                SignatureDiff.between(was.findSignature(), is.findSignature()),
                Changes.between(files(was), files(is)),
                Changes.between(was.properties().fields(), is.properties().fields()),
                origin);
    }

    /** {@return the formats, if they differ} */
    public Optional<Change<String>> findFormat() {
        return change(ModelManifest::format);
    }

    /**
     * {@return the digests of the feature definitions that the versions were trained on, if they differ; no digest is
     * empty}
     */
    public Optional<Change<Optional<Digest>>> findFeatures() {
        return change(ModelManifest::findFeatures);
    }

    /** {@return whether nothing differs but number, time and author} */
    public boolean isEmpty() {
        return findFormat().isEmpty()
                && findFeatures().isEmpty()
                && before.manifest().findSignature().equals(after.manifest().findSignature())
                && files.isEmpty()
                && properties.isEmpty()
                && origin.isEmpty();
    }

    /** {@return the difference as a document, for {@code Mlops.json()}} */
    public Document.Fields toDocument() {
        Document.Fields document = Document.object()
                .with("before", before.id())
                .with("after", after.id())
                .with("signature", signature.toDocument())
                .with("files", files.toDocument(VersionDiff::document))
                .with("properties", properties.toDocument(value -> value))
                .with("origin", origin.toDocument());
        if (findFormat().isPresent()) {
            document = document.with("format", both(ModelManifest::format));
        }
        return findFeatures().isPresent()
                ? document.with(
                        "features",
                        both(manifest ->
                                manifest.findFeatures().map(Digest::hex).orElse("")))
                : document;
    }

    /** {@return the difference for people; parts in which nothing differs are left out} */
    public String toMarkdown() {
        Markdown text = new Markdown().heading(1, before.id() + " → " + after.id());
        if (isEmpty()) {
            text.paragraph("Nothing differs.");
        }
        text.paragraph("Signature: " + signature.verdict() + explanation());
        text.table(
                List.of("field", "compatibility", "reason"),
                signature.changes().stream()
                        .map(c -> List.of(c.field(), c.compatibility().name(), c.reason()))
                        .toList());
        List<List<String>> model = new ArrayList<>();
        findFormat().ifPresent(c -> model.add(List.of("format", c.before(), c.after())));
        findFeatures().ifPresent(c -> model.add(List.of("feature definition", brief(c.before()), brief(c.after()))));
        properties.rows(Shown::text).forEach(model::add);
        files.rows(file -> file.digest().brief() + ", " + file.bytes() + " bytes")
                .forEach(row -> model.add(List.of("file " + row.get(0), row.get(1), row.get(2))));
        if (!model.isEmpty()) {
            text.heading(2, "Model").table(List.of("part", "before", "after"), model);
        }
        String sections = origin.sections();
        return sections.isEmpty() ? text.toString() : text + "\n" + sections;
    }

    private String explanation() {
        return switch (signature.verdict()) {
            case IDENTICAL -> ", callers see no change.";
            case BACKWARD -> ", callers of " + before + " can call " + after + ".";
            case FORWARD -> ", callers of " + after + " can call " + before + ", not the reverse.";
            case BREAKING -> ", callers of " + before + " cannot call " + after + ".";
            case UNKNOWN -> ", not every version states what it takes and gives.";
        };
    }

    private <T> Optional<Change<T>> change(Function<ModelManifest, T> part) {
        T was = part.apply(before.manifest());
        T is = part.apply(after.manifest());
        return was.equals(is) ? Optional.empty() : Optional.of(new Change<>(was, is));
    }

    private Document both(Function<ModelManifest, String> part) {
        return Document.object()
                .with("before", part.apply(before.manifest()))
                .with("after", part.apply(after.manifest()));
    }

    private static String brief(Optional<Digest> digest) {
        return digest.map(Digest::brief).orElse("none");
    }

    private static Document document(ModelManifest.File file) {
        return Document.object().with("digest", file.digest()).with("bytes", file.bytes());
    }

    private static SortedMap<String, ModelManifest.File> files(ModelManifest manifest) {
        SortedMap<String, ModelManifest.File> files = new TreeMap<>();
        manifest.files().forEach(file -> files.put(file.name(), file));
        return files;
    }
}
