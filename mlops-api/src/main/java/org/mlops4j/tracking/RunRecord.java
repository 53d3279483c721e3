// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * A run as it was when it was read.
 *
 * @param id unique in the store
 * @param experiment what it belongs to
 * @param name what people call it, or {@code null}
 * @param parent the id of the run that it is a part of, or {@code null}
 * @param origin what it was called where it was restored from, or {@code null} if it ran here
 * @param status how it stands
 * @param actor who started it
 * @param started when it began
 * @param ended when it ended, {@code null} while it is RUNNING
 * @param failure why it failed, was killed or is lost, or {@code null}
 * @param note what people should know of it, as Markdown, or {@code null}
 * @param params text, number, truth value, list or object by key
 * @param tags text by key
 * @param metrics a summary of each metric
 * @param datasets the data it used
 * @param artifacts the digest of each stored file by name
 * @param models the ids of the versions it registered
 * @param environment where it ran, the document of an {@link Environment}
 * @param seal the SHA-256 over everything else here but the models, and over every point of every metric; {@code null}
 *     while the run is RUNNING
 */
public record RunRecord(
        String id,
        String experiment,
        @Nullable String name,
        @Nullable String parent,
        @Nullable String origin,
        RunStatus status,
        Actor actor,
        Instant started,
        @Nullable Instant ended,
        @Nullable String failure,
        @Nullable String note,
        SortedMap<String, Document> params,
        SortedMap<String, String> tags,
        SortedMap<String, MetricSummary> metrics,
        List<DatasetRef> datasets,
        SortedMap<String, Digest> artifacts,
        List<String> models,
        Document environment,
        @Nullable Digest seal) {

    /** Copies the collections. */
    public RunRecord {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        datasets = List.copyOf(datasets);
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        models = List.copyOf(models);
    }

    /** {@return what people call it, if it was named} */
    public Optional<String> findName() {
        return Optional.ofNullable(name);
    }

    /** {@return the id of the run that it is a part of, if it is nested} */
    public Optional<String> findParent() {
        return Optional.ofNullable(parent);
    }

    /** {@return what it was called where it was restored from, if it was} */
    public Optional<String> findOrigin() {
        return Optional.ofNullable(origin);
    }

    /** {@return the note, if there is one} */
    public Optional<String> findNote() {
        return Optional.ofNullable(note);
    }

    /** {@return the seal, if the run has ended} */
    public Optional<Digest> findSeal() {
        return Optional.ofNullable(seal);
    }

    /** {@return when it ended, if it has} */
    public Optional<Instant> findEnded() {
        return Optional.ofNullable(ended);
    }

    /** {@return why it failed, if it did} */
    public Optional<String> findFailure() {
        return Optional.ofNullable(failure);
    }
}
