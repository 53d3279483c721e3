// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.server.internal.http.Shown;

/**
 * What clients tell of a registered model, which may not have a version yet.
 *
 * @param name its name, here and there
 * @param created when a client created it
 * @param description for people, may be empty
 * @param tags text by key
 */
record RegisteredModel(String name, Instant created, String description, SortedMap<String, String> tags) {

    static RegisteredModel from(Document document) {
        return new RegisteredModel(
                document.get("name").text(),
                document.get("created").instant(),
                document.get("description").text(),
                document.get("tags").textFields());
    }

    RegisteredModel withDescription(String text) {
        return new RegisteredModel(name, created, text, tags);
    }

    RegisteredModel withTag(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(tags);
        more.put(key, value);
        return new RegisteredModel(name, created, description, more);
    }

    RegisteredModel withoutTag(String key) {
        SortedMap<String, String> fewer = new TreeMap<>(tags);
        if (fewer.remove(key) == null) {
            throw new NotFoundException("registered model '" + name + "' has no tag '" + Shown.text(key) + "'");
        }
        return new RegisteredModel(name, created, description, fewer);
    }

    Document.Fields toDocument() {
        return Document.object()
                .with("name", name)
                .with("created", created)
                .with("description", description)
                .with("tags", Document.textFields(tags));
    }
}
