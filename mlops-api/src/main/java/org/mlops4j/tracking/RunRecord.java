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
 * @param status how it stands
 * @param actor who started it
 * @param started when it began
 * @param ended when it ended, {@code null} while it is RUNNING
 * @param failure why it failed, or {@code null}
 * @param params text, whole number, real number or truth value by key
 * @param tags text by key
 * @param metrics a summary of each metric
 * @param datasets the data it used
 * @param artifacts the digest of each stored file by name
 * @param models the ids of the versions it registered
 * @param environment where it ran: Java, operating system, class path digest, git commit if there is one
 */
public record RunRecord(
        String id,
        String experiment,
        RunStatus status,
        Actor actor,
        Instant started,
        @Nullable Instant ended,
        @Nullable String failure,
        SortedMap<String, Document> params,
        SortedMap<String, String> tags,
        SortedMap<String, MetricSummary> metrics,
        List<DatasetRef> datasets,
        SortedMap<String, Digest> artifacts,
        List<String> models,
        Document environment) {

    /** Copies the collections. */
    public RunRecord {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        datasets = List.copyOf(datasets);
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        models = List.copyOf(models);
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
