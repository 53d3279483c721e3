// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
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
 * read it just before. Each statement is a way to the database and back, so a document is looked for together with its
 * tombstone, its attributes are written by one statement, and the changes of the whole transaction by one at its end.
 */
final class DocumentWriter implements MetadataWriter {

    private static final int REMEMBERED = 32;

    /** Statements with other numbers of rows are other statements, each of which stays prepared. */
    private static final int MOST_ROWS = 50;

    private final SqlConnection connection;
    private final DocumentText json;
    private final DocumentReader reader;
    private final Map<List<String>, LastVersion> found = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

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
        LastVersion before = replaced(kind, id);
        StoredDocument stored =
                new StoredDocument(kind, id, body, Document.object(attributes).fields(), before.version() + 1);
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
        reindex(stored, before.attributes());
        recordChange(kind, id, false);
        remember(kind, id, LastVersion.of(stored));
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
        recordChange(kind, id, true);
        return true;
    }

    @Override
    public Optional<StoredDocument> find(String kind, String id) {
        reader.requireActive();
        return last(kind, id).document();
    }

    @Override
    public long version(String kind, String id) {
        return reader.version(kind, id);
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
        writeChanges();
        return reader.lastChange();
    }

    @Override
    public List<Change> changes(long after, int limit) {
        writeChanges();
        return reader.changes(after, limit);
    }

    /** Writes what was kept back; to be called before the commit. */
    void finish() {
        writeChanges();
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
        List<Object[]> changed = new ArrayList<>();
        stored.attributes().forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                changed.add(new Object[] {stored.kind(), stored.id(), name, AttributeKey.of(value)});
            }
        });
        insert(
                "insert into attributes (kind, id, name, value) values ",
                changed,
                " on conflict (kind, id, name) do update set value = excluded.value");
    }

    /**
     * {@return the last version of a document} What is damaged goes out of the index, since nobody knows what of it is
     * in there.
     */
    private LastVersion replaced(String kind, String id) {
        try {
            return last(kind, id);
        } catch (CorruptException damaged) {
            connection.update("delete from attributes where kind = ? and id = ?", kind, id);
            return LastVersion.without(lastVersion(kind, id));
        }
    }

    private LastVersion last(String kind, String id) {
        LastVersion known = found.get(List.of(kind, id));
        return known == null ? remember(kind, id, reader.last(kind, id)) : known;
    }

    private LastVersion remember(String kind, String id, LastVersion version) {
        if (found.size() == REMEMBERED) {
            found.remove(found.keySet().iterator().next());
        }
        found.put(List.of(kind, id), version);
        return version;
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

    private void recordChange(String kind, String id, boolean deleted) {
        changes.add(new Change(changes.size() + 1L, kind, id, deleted));
    }

    /** Writers are one after another and rows of this table are never removed, so the numbers are without gaps. */
    private void writeChanges() {
        if (!changes.isEmpty()) {
            long last = reader.lastChange();
            insert(
                    "insert into changes (sequence, kind, id, deleted) values ",
                    changes.stream()
                            .map(change -> new Object[] {
                                last + change.sequence(), change.kind(), change.id(), change.deleted() ? 1 : 0
                            })
                            .toList(),
                    "");
            changes.clear();
        }
    }

    /** Inserts rows of four columns. */
    private void insert(String into, List<Object[]> rows, String otherwise) {
        for (int from = 0; from < rows.size(); from += MOST_ROWS) {
            List<Object[]> some = rows.subList(from, Math.min(rows.size(), from + MOST_ROWS));
            connection.update(
                    into + String.join(", ", Collections.nCopies(some.size(), "(?, ?, ?, ?)")) + otherwise,
                    some.stream().flatMap(Stream::of).toArray());
        }
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
