// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * A model that a client logged and may register later.
 *
 * @param place where its files are
 * @param name what the client calls it
 * @param status {@link #PENDING} while files come
 * @param created when it was begun
 * @param updated when it was last changed
 * @param run the run that made it, or the empty text
 * @param type what sort of model, or the empty text
 * @param tags text by key
 * @param params text by key
 * @param files the digest of each file by its path
 */
record LoggedModel(
        ArtifactPlace.OfModel place,
        String name,
        String status,
        Instant created,
        Instant updated,
        String run,
        String type,
        SortedMap<String, String> tags,
        SortedMap<String, String> params,
        SortedMap<String, Digest> files) {

    static final String PENDING = "LOGGED_MODEL_PENDING";
    static final String READY = "LOGGED_MODEL_READY";
    static final String FAILED = "LOGGED_MODEL_UPLOAD_FAILED";

    static LoggedModel from(Document document) {
        SortedMap<String, Digest> files = new TreeMap<>();
        document.get("files").fields().forEach((path, digest) -> files.put(path, new Digest(digest.text())));
        return new LoggedModel(
                new ArtifactPlace.OfModel(
                        document.get("experiment").text(), document.get("id").text()),
                document.get("name").text(),
                document.get("status").text(),
                document.get("created").instant(),
                document.get("updated").instant(),
                document.get("run").text(),
                document.get("type").text(),
                document.get("tags").textFields(),
                document.get("params").textFields(),
                files);
    }

    Document.Fields toDocument() {
        SortedMap<String, Document> digests = new TreeMap<>();
        files.forEach((path, digest) -> digests.put(path, Document.of(digest.hex())));
        return Document.object()
                .with("id", place.model())
                .with("experiment", place.experiment())
                .with("name", name)
                .with("status", status)
                .with("created", created)
                .with("updated", updated)
                .with("run", run)
                .with("type", type)
                .with("tags", Document.textFields(tags))
                .with("params", Document.textFields(params))
                .with("files", Document.object(digests));
    }

    boolean isPending() {
        return status.equals(PENDING);
    }

    LoggedModel withStatus(String now, Instant time) {
        return new LoggedModel(place, name, now, created, time, run, type, tags, params, files);
    }

    LoggedModel withTags(SortedMap<String, String> more, Instant time) {
        SortedMap<String, String> all = new TreeMap<>(tags);
        all.putAll(more);
        return new LoggedModel(place, name, status, created, time, run, type, all, params, files);
    }

    LoggedModel withFile(String path, Digest digest) {
        SortedMap<String, Digest> all = new TreeMap<>(files);
        all.put(path, digest);
        return new LoggedModel(place, name, status, created, updated, run, type, tags, params, all);
    }

    /** {@return the form in which clients get it} */
    Document wire() {
        Document.Fields info = Document.object()
                .with("model_id", place.model())
                .with("experiment_id", place.experiment())
                .with("name", name)
                .with("artifact_uri", place.uri())
                .with("status", status)
                .with("creation_timestamp_ms", created.toEpochMilli())
                .with("last_updated_timestamp_ms", updated.toEpochMilli())
                .withOptional("source_run_id", run.isEmpty() ? null : run)
                .withOptional("model_type", type.isEmpty() ? null : type);
        Document.Fields data =
                params.isEmpty() ? Document.object() : Document.object().with("params", Wire.tags(params));
        return Document.object()
                .with("info", tags.isEmpty() ? info : info.with("tags", Wire.tags(tags)))
                .with("data", data);
    }
}
