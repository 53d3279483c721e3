// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;

/**
 * A model that is about to be registered: its files, how to read them, what it takes and gives. Immutable; each method
 * {@code with…} or named after a part gives a changed copy. The files are read when the package is registered.
 */
public final class ModelPackage {

    /** An idempotency key has at most this many characters. */
    public static final int KEY_CHARACTERS = 1_000;

    private final String format;
    private final SortedMap<String, Content> files;
    private final @Nullable Signature signature;
    private final @Nullable Digest features;
    private final Document.Fields properties;
    private final @Nullable String idempotencyKey;

    private ModelPackage(
            String format,
            SortedMap<String, Content> files,
            @Nullable Signature signature,
            @Nullable Digest features,
            Document.Fields properties,
            @Nullable String idempotencyKey) {
        this.format = Name.require("model format", format);
        this.files = Collections.unmodifiableSortedMap(files);
        this.signature = signature;
        this.features = features;
        this.properties = properties;
        this.idempotencyKey = idempotencyKey;
    }

    /** {@return an empty package of a format, such as the {@code name()} of a {@code ModelFormat}} */
    public static ModelPackage of(String format) {
        return new ModelPackage(format, new TreeMap<>(), null, null, Document.object(), null);
    }

    /** {@return a package of an XGBoost model file, JSON or UBJ, as {@code Booster.saveModel} writes it} */
    public static ModelPackage xgboost(Path model) {
        return of("xgboost").withFile("model", model);
    }

    /** {@return a package of an XGBoost model in memory, JSON or UBJ, as {@code Booster.toByteArray} gives it} */
    public static ModelPackage xgboost(byte[] model) {
        return of("xgboost").withFile("model", model);
    }

    /** {@return a package of a LightGBM model file, the text that {@code Booster.save_model} writes} */
    public static ModelPackage lightgbm(Path model) {
        return of("lightgbm").withFile("model", model);
    }

    /** {@return a package of a LightGBM model in memory, the text that {@code Booster.model_to_string} gives} */
    public static ModelPackage lightgbm(byte[] model) {
        return of("lightgbm").withFile("model", model);
    }

    /** {@return this package with one more file from disk; the name is a {@link RelativePath}, whatever the path is} */
    public ModelPackage withFile(String name, Path path) {
        requireNonNull(path, "path");
        return withFile(name, () -> Files.newInputStream(path));
    }

    /** {@return this package with one more file from memory; the bytes are copied} */
    public ModelPackage withFile(String name, byte[] bytes) {
        byte[] copy = bytes.clone();
        return withFile(name, () -> new ByteArrayInputStream(copy));
    }

    /** {@return this package with one more file from anywhere} */
    public ModelPackage withFile(String name, Content content) {
        TreeMap<String, Content> more = new TreeMap<>(files);
        more.put(new RelativePath(name).text(), requireNonNull(content, "content"));
        return new ModelPackage(format, more, signature, features, properties, idempotencyKey);
    }

    /** {@return this package with what the model takes and gives} */
    public ModelPackage signature(Signature what) {
        return new ModelPackage(format, files, requireNonNull(what, "signature"), features, properties, idempotencyKey);
    }

    /** {@return this package pinned to the definition of the features that the model was trained on} */
    public ModelPackage features(Digest definition) {
        return new ModelPackage(
                format, files, signature, requireNonNull(definition, "definition"), properties, idempotencyKey);
    }

    /** {@return this package with rows whose predictions the model has to give again before it serves} */
    public ModelPackage examples(Examples recorded) {
        return property(ModelManifest.EXAMPLES, recorded.toDocument());
    }

    /** {@return this package with one more property, for people and tools} */
    public ModelPackage property(String name, Document value) {
        return new ModelPackage(
                format,
                files,
                signature,
                features,
                properties.with(Name.requireKey("property", name), value),
                idempotencyKey);
    }

    /**
     * {@return this package under a key by which the registry recognises it} Who registers it again under the same key,
     * because a process died before it could note the version, gets the version of the first time, whatever the package
     * holds by now. Keys count within a model.
     *
     * @param key such as the {@code idempotencyKey()} of a step of a pipeline, 1 to {@value #KEY_CHARACTERS} characters
     */
    public ModelPackage idempotencyKey(String key) {
        if (key.isBlank() || key.length() > KEY_CHARACTERS) {
            throw new InvalidException(
                    "an idempotency key has 1 to " + KEY_CHARACTERS + " characters, not only blanks");
        }
        return new ModelPackage(format, files, signature, features, properties, key);
    }

    /** {@return the format} */
    public String format() {
        return format;
    }

    /** {@return the files by name} */
    public SortedMap<String, Content> files() {
        return files;
    }

    /** {@return what the model takes and gives, if stated} */
    public Optional<Signature> findSignature() {
        return Optional.ofNullable(signature);
    }

    /** {@return the digest of the feature definition, if pinned} */
    public Optional<Digest> findFeatures() {
        return Optional.ofNullable(features);
    }

    /** {@return the idempotency key, if it has one} */
    public Optional<String> findIdempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }

    /** {@return the properties} */
    public Document.Fields properties() {
        return properties;
    }

    /** Where the bytes of a file come from. */
    @FunctionalInterface
    public interface Content {

        /** {@return the bytes from their beginning; the caller closes the stream} */
        InputStream open() throws IOException;
    }
}
