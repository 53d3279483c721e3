// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;

/** A transaction that remembers what was changed in it, and keeps work off the chain's own documents. */
final class RecordingWriter implements MetadataWriter {

    private final MetadataWriter writer;
    private final Map<Key, AuditEntry.Change> changes = new LinkedHashMap<>();

    RecordingWriter(MetadataWriter writer) {
        this.writer = writer;
    }

    @Override
    public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
        remember(kind, id, body.digest());
        return writer.put(kind, id, body, attributes);
    }

    @Override
    public boolean delete(String kind, String id) {
        remember(kind, id, null);
        return writer.delete(kind, id);
    }

    @Override
    public Optional<StoredDocument> find(String kind, String id) {
        return writer.find(kind, id);
    }

    @Override
    public long version(String kind, String id) {
        return writer.version(kind, id);
    }

    @Override
    public List<StoredDocument> query(MetadataQuery query) {
        return writer.query(query);
    }

    @Override
    public List<StoredAttributes> select(MetadataQuery query, Set<String> names) {
        return writer.select(query, names);
    }

    @Override
    public List<String> kinds() {
        return writer.kinds();
    }

    @Override
    public long lastChange() {
        return writer.lastChange();
    }

    @Override
    public List<Change> changes(long after, int limit) {
        return writer.changes(after, limit);
    }

    /** {@return what differs now, in the order of the first touch} */
    List<AuditEntry.Change> changes() {
        return changes.values().stream()
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
    }

    private void remember(String kind, String id, @Nullable Digest after) {
        if (HashChain.owns(kind)) {
            throw new IllegalArgumentException("documents of kind '" + kind + "' are written by the audit log only");
        }
        Key key = new Key(kind, id);
        AuditEntry.Change earlier = changes.get(key);
        Digest before = earlier == null ? digestNow(kind, id) : earlier.before();
        changes.put(key, new AuditEntry.Change(kind, id, before, after));
    }

    private @Nullable Digest digestNow(String kind, String id) {
        return writer.find(kind, id).map(stored -> stored.body().digest()).orElse(null);
    }

    private record Key(String kind, String id) {}
}
