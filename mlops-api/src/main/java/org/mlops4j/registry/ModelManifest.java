// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;

/**
 * What a registered model consists of. Immutable; {@link #digest()} binds every byte of every file.
 *
 * @param format how to read the files, such as {@code xgboost}
 * @param files sorted by name
 * @param signature what it takes and gives, or {@code null} if it was not stated
 * @param features the digest of the feature definition it was trained on, or {@code null}
 * @param properties further facts, for people and tools
 * @param provenance the data, code and environment that it was made of, or {@code null} if no run made it
 */
public record ModelManifest(
        String format,
        List<File> files,
        @Nullable Signature signature,
        @Nullable Digest features,
        Document.Fields properties,
        @Nullable Provenance provenance) {

    /** The property that holds the {@link Examples}. */
    static final String EXAMPLES = "examples";

    /** Copies the files. */
    public ModelManifest {
        requireNonNull(format, "format");
        files = files.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /** A manifest of files that no run made. */
    public ModelManifest(
            String format,
            List<File> files,
            @Nullable Signature signature,
            @Nullable Digest features,
            Document.Fields properties) {
        this(format, files, signature, features, properties, null);
    }

    /** {@return this manifest with what the version was made of} */
    public ModelManifest with(Provenance what) {
        return new ModelManifest(format, files, signature, features, properties, requireNonNull(what, "provenance"));
    }

    /** {@return what the version was made of, if a run made it; versions stored by 0.1.0-preview never tell} */
    public Optional<Provenance> findProvenance() {
        return Optional.ofNullable(provenance);
    }

    /** {@return the SHA-256 of the stored form} */
    public Digest digest() {
        return toDocument().digest();
    }

    /** {@return the signature, if it was stated} */
    public Optional<Signature> findSignature() {
        return Optional.ofNullable(signature);
    }

    /**
     * {@return rows whose predictions the model has to give again before it serves, if there are any}
     *
     * @throws InvalidException if somebody put something else under that property
     */
    public Optional<Examples> findExamples() {
        return properties.find(EXAMPLES).map(Examples::from);
    }

    /** {@return the digest of the feature definition it was trained on, if it was pinned} */
    public Optional<Digest> findFeatures() {
        return Optional.ofNullable(features);
    }

    /**
     * {@return the file of that name}
     *
     * @throws NotFoundException if there is none
     */
    public File file(String name) {
        return files.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("the model has no file '" + name + "', its files are "
                        + String.join(", ", files.stream().map(File::name).toList())));
    }

    /** {@return the manifest whose {@link #toDocument()} this is} */
    public static ModelManifest from(Document document) {
        return new ModelManifest(
                document.get("format").text(),
                document.get("files").list().stream()
                        .map(f -> new File(
                                f.get("name").text(),
                                new Digest(f.get("digest").text()),
                                f.get("bytes").whole()))
                        .toList(),
                document.find("signature").map(Signature::from).orElse(null),
                document.find("features").map(d -> new Digest(d.text())).orElse(null),
                Document.object(document.get("properties").fields()),
                document.find("provenance").map(Provenance::from).orElse(null));
    }

    /** {@return the form in which manifests are stored} */
    public Document toDocument() {
        Document.Fields fields = Document.object()
                .with("format", format)
                .with(
                        "files",
                        Document.list(files.stream()
                                .map(f -> Document.object()
                                        .with("name", f.name())
                                        .with("digest", f.digest())
                                        .with("bytes", f.bytes()))
                                .toList()))
                .withOptional("features", features == null ? null : features.hex())
                .with("properties", properties);
        if (signature != null) {
            fields = fields.with("signature", signature.toDocument());
        }
        return provenance == null ? fields : fields.with("provenance", provenance.toDocument());
    }

    /**
     * A file of the model.
     *
     * @param name its name within the model
     * @param digest the SHA-256 of its bytes, under which the blob store holds them
     * @param bytes its size
     */
    public record File(String name, Digest digest, long bytes) {}
}
