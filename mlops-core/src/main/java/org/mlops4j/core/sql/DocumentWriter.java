// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.core.encoding.Checksum;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Name;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;

/**
 * Reads and writes documents in one transaction. What it found last is remembered: who changes a document has mostly
 * read it just before.
 */
final class DocumentWriter implements MetadataWriter {

    private static final int REMEMBERED = 32;

    private final SqlConnection connection;
    private final DocumentText json;
    private final DocumentReader reader;
    private final Map<List<String>, Optional<StoredDocument>> found = new LinkedHashMap<>();

    DocumentWriter(SqlConnection connection, DocumentText json) {
        this.connection = connection;
        this.json = json;
        this.reader = new DocumentReader(connection, json);
    }

    @Override
    public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
        reader.requireActive();
        Name.require("kind", kind);
        Key.require("id", id);
        requireNonNull(body, "body");
        attributes.forEach(DocumentWriter::requireAttribute);
        Optional<StoredDocument> before = replaced(kind, id);
        long version = 1 + before.map(StoredDocument::version).orElseGet(() -> lastVersion(kind, id));
        StoredDocument stored = new StoredDocument(kind, id, body, new TreeMap<>(attributes), version);
        String bodyText = json.write(body);
        String attributesText = json.write(Document.object(stored.attributes()));
        connection.update(
                "insert into documents (kind, id, version, body, attributes, crc) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (kind, id) do update set version = excluded.version, body = excluded.body,"
                        + " attributes = excluded.attributes, crc = excluded.crc",
                kind,
                id,
                stored.version(),
                bodyText,
                attributesText,
                Checksum.of(kind, id, stored.version(), bodyText, attributesText));
        reindex(stored, before.map(StoredDocument::attributes).orElseGet(Collections::emptySortedMap));
        recordChange(kind, id, 0);
        remember(kind, id, Optional.of(stored));
        return stored;
    }

    @Override
    public boolean delete(String kind, String id) {
        reader.requireActive();
        found.remove(List.of(kind, id));
        long version = lastVersion(kind, id);
        if (connection.update("delete from documents where kind = ? and id = ?", kind, id) == 0) {
            return false;
        }
        connection.update("delete from attributes where kind = ? and id = ?", kind, id);
        connection.update(
                "insert into tombstones (kind, id, version) values (?, ?, ?)"
                        + " on conflict (kind, id) do update set version = excluded.version",
                kind,
                id,
                version);
        recordChange(kind, id, 1);
        return true;
    }

    @Override
    public Optional<StoredDocument> find(String kind, String id) {
        reader.requireActive();
        Optional<StoredDocument> known = found.get(List.of(kind, id));
        return known == null ? remember(kind, id, reader.find(kind, id)) : known;
    }

    @Override
    public List<StoredDocument> query(MetadataQuery query) {
        return reader.query(query);
    }

    @Override
    public List<StoredAttributes> select(MetadataQuery query, Set<String> names) {
        return reader.select(query, names);
    }

    @Override
    public List<String> kinds() {
        return reader.kinds();
    }

    @Override
    public long lastChange() {
        return reader.lastChange();
    }

    @Override
    public List<Change> changes(long after, int limit) {
        return reader.changes(after, limit);
    }

    void end() {
        reader.end();
    }

    /** Enters all documents into the empty table of attributes. */
    void indexAttributes() {
        reader.all().forEach(this::index);
    }

    private void index(StoredDocument stored) {
        reindex(stored, Collections.emptySortedMap());
    }

    /** Writes what changed only: of a run with a thousand searchable numbers few change at a time. */
    private void reindex(StoredDocument stored, SortedMap<String, Document> before) {
        before.keySet().stream()
                .filter(name -> !stored.attributes().containsKey(name))
                .forEach(name -> connection.update(
                        "delete from attributes where kind = ? and id = ? and name = ?",
                        stored.kind(),
                        stored.id(),
                        name));
        stored.attributes().forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                connection.update(
                        "insert into attributes (kind, id, name, value) values (?, ?, ?, ?)"
                                + " on conflict (kind, id, name) do update set value = excluded.value",
                        stored.kind(),
                        stored.id(),
                        name,
                        AttributeKey.of(value));
            }
        });
    }

    /**
     * {@return the document that is there, if one is} What is damaged goes out of the index, since nobody knows what of
     * it is in there.
     */
    private Optional<StoredDocument> replaced(String kind, String id) {
        try {
            return find(kind, id);
        } catch (CorruptException damaged) {
            connection.update("delete from attributes where kind = ? and id = ?", kind, id);
            return Optional.empty();
        }
    }

    private Optional<StoredDocument> remember(String kind, String id, Optional<StoredDocument> document) {
        if (found.size() == REMEMBERED) {
            found.remove(found.keySet().iterator().next());
        }
        found.put(List.of(kind, id), document);
        return document;
    }

    private long lastVersion(String kind, String id) {
        return connection.number(
                "select max(version) from (select version from documents where kind = ? and id = ?"
                        + " union all select version from tombstones where kind = ? and id = ?) versions",
                kind,
                id,
                kind,
                id);
    }

    /** Writers are one after another and rows of this table are never removed, so the numbers are without gaps. */
    private void recordChange(String kind, String id, int deleted) {
        connection.update(
                "insert into changes (sequence, kind, id, deleted)"
                        + " select coalesce(max(sequence), 0) + 1, ?, ?, ? from changes",
                kind,
                id,
                deleted);
    }

    private static void requireAttribute(String name, Document value) {
        Key.require("the name of an attribute", name);
        if (value instanceof Document.Text text) {
            Key.requireUnicode("attribute '" + name + "'", text.text());
        } else if (!(value instanceof Document.Whole || value instanceof Document.Real)) {
            throw new InvalidException("attribute '" + name + "' must be a text or a number");
        }
    }
}
