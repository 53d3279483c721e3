// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;

/**
 * An experiment as MLflow's clients know it.
 *
 * @param number its id there
 * @param name its name, here and there
 * @param created when it got its number
 * @param tags text by key
 */
record Experiment(long number, String name, Instant created, SortedMap<String, String> tags) {

    static Experiment from(Document document) {
        return new Experiment(
                document.get("number").whole(),
                document.get("name").text(),
                document.get("created").instant(),
                document.get("tags").textFields());
    }

    Experiment withTag(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(tags);
        more.put(key, value);
        return new Experiment(number, name, created, more);
    }

    String id() {
        return Long.toString(number);
    }

    Document.Fields toDocument() {
        return Document.object()
                .with("number", number)
                .with("name", name)
                .with("created", created)
                .with("tags", Document.textFields(tags));
    }

    /** {@return the form in which clients get it} */
    Document wire() {
        Document.Fields wire = Document.object()
                .with("experiment_id", id())
                .with("name", name)
                .with("artifact_location", "mlflow-artifacts:/" + number)
                .with("lifecycle_stage", "active")
                .with("creation_time", created.toEpochMilli())
                .with("last_update_time", created.toEpochMilli());
        return tags.isEmpty() ? wire : wire.with("tags", Wire.tags(tags));
    }
}
