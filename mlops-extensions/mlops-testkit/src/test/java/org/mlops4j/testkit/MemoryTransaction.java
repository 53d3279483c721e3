// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** A transaction of a {@link MemoryMetadataStore} on a copy of its state. */
class MemoryTransaction implements MetadataWriter {

    final TreeMap<DocumentId, StoredDocument> documents;
    final TreeMap<DocumentId, Long> versions;
    final List<Change> changes;
    private final Thread owner = Thread.currentThread();
    private boolean ended;

    MemoryTransaction(MemoryState state) {
        documents = new TreeMap<>(state.documents());
        versions = new TreeMap<>(state.versions());
        changes = new ArrayList<>(state.changes());
    }

    final MemoryState state() {
        return new MemoryState(documents, versions, changes);
    }

    void end() {
        ended = true;
    }

    @Override
    public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
        requireActive();
        Name.require("kind", kind);
        Key.require("id", id);
        attributes.forEach((name, value) -> {
            Key.require("the name of an attribute", name);
            if (value instanceof Document.Text text) {
                Key.requireUnicode("attribute '" + name + "'", text.text());
            } else if (!(value instanceof Document.Whole || value instanceof Document.Real)) {
                throw new InvalidException("attribute '" + name + "' must be a text or a number");
            }
        });
        long version = versions.merge(new DocumentId(kind, id), 1L, Long::sum);
        StoredDocument stored = new StoredDocument(kind, id, body, new TreeMap<>(attributes), version);
        documents.put(new DocumentId(kind, id), stored);
        changed(kind, id, false);
        return stored;
    }

    @Override
    public boolean delete(String kind, String id) {
        requireActive();
        if (documents.remove(new DocumentId(kind, id)) == null) {
            return false;
        }
        changed(kind, id, true);
        return true;
    }

    void changed(String kind, String id, boolean deleted) {
        changes.add(new Change(lastChange() + 1, kind, id, deleted));
    }

    @Override
    public Optional<StoredDocument> find(String kind, String id) {
        requireActive();
        return Optional.ofNullable(documents.get(new DocumentId(kind, id)));
    }

    @Override
    public List<StoredDocument> query(MetadataQuery query) {
        requireActive();
        return answers().run(query, documents.values());
    }

    /** {@return how queries are answered} */
    MemoryQuery answers() {
        return new MemoryQuery();
    }

    @Override
    public List<String> kinds() {
        requireActive();
        return documents.keySet().stream()
                .map(DocumentId::kind)
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    @Override
    public long lastChange() {
        requireActive();
        return changes.isEmpty() ? 0 : changes.get(changes.size() - 1).sequence();
    }

    @Override
    public List<Change> changes(long after, int limit) {
        requireActive();
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        return changes.stream().filter(c -> c.sequence() > after).limit(limit).toList();
    }

    void requireActive() {
        if (ended || owner != Thread.currentThread()) {
            throw new IllegalStateException("the transaction is over, or another thread's");
        }
    }
}
