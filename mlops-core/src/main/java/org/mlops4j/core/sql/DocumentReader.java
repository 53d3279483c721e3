// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.core.encoding.Checksum;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.Verification;

/** Reads documents in one transaction. */
final class DocumentReader implements MetadataReader {

    private final SqlConnection connection;
    private final DocumentText json;
    private final Thread owner = Thread.currentThread();
    private boolean ended;

    DocumentReader(SqlConnection connection, DocumentText json) {
        this.connection = connection;
        this.json = json;
    }

    @Override
    public Optional<StoredDocument> find(String kind, String id) {
        requireActive();
        return connection.first(
                "select " + DocumentQuery.COLUMNS + " from documents d where d.kind = ? and d.id = ?",
                this::document,
                kind,
                id);
    }

    @Override
    public long version(String kind, String id) {
        requireActive();
        return connection
                .first("select version from documents where kind = ? and id = ?", row -> row.getLong(1), kind, id)
                .orElse(0L);
    }

    /** {@return the last version of a document, be it there or deleted} */
    LastVersion last(String kind, String id) {
        return connection
                .list(
                        "select " + DocumentQuery.COLUMNS
                                + ", 0 from documents d where d.kind = ? and d.id = ? union all select"
                                + " kind, id, version, null, null, null, 1 from tombstones where kind = ? and id = ?",
                        row -> row.getInt(7) == 0 ? LastVersion.of(document(row)) : LastVersion.without(row.getLong(3)),
                        kind,
                        id,
                        kind,
                        id)
                .stream()
                // A document that was deleted and put again has its old tombstone beside it.
                .max(Comparator.comparingLong(LastVersion::version))
                .orElse(LastVersion.without(0));
    }

    @Override
    public List<StoredDocument> query(MetadataQuery query) {
        return run(query, (part, narrowed, driving) -> {
            DocumentQuery sql = DocumentQuery.documents(connection.bytes(), narrowed, part, driving);
            return connection.list(sql.sql(), this::document, sql.parameters().toArray());
        });
    }

    @Override
    public List<StoredAttributes> select(MetadataQuery query, Set<String> names) {
        return run(query, (part, narrowed, driving) -> {
            DocumentQuery sql = DocumentQuery.attributes(connection.bytes(), narrowed, part, driving, names);
            Map<String, SortedMap<String, Document>> found = new LinkedHashMap<>();
            connection.each(
                    sql.sql(), row -> attribute(row, found), sql.parameters().toArray());
            return found.entrySet().stream()
                    .map(one -> new StoredAttributes(query.kind(), one.getKey(), one.getValue()))
                    .toList();
        });
    }

    private static boolean attribute(ResultSet row, Map<String, SortedMap<String, Document>> found)
            throws SQLException {
        SortedMap<String, Document> attributes = found.computeIfAbsent(Columns.text(row, 1), id -> new TreeMap<>());
        String name = row.getString(2);
        return name != null && attributes.put(name, AttributeKey.read(Columns.bytes(row, 3))) == null;
    }

    private <T> List<T> run(MetadataQuery asked, Reading<T> reading) {
        requireActive();
        MetadataQuery query = new MetadataQuery(
                asked.kind(), OneAttribute.together(asked.conditions()), asked.order(), asked.after(), asked.limit());
        List<T> found = new ArrayList<>();
        for (DocumentPart part : DocumentPart.values()) {
            int left = query.limit() - found.size();
            Optional<MetadataQuery> narrowed = left == 0 ? Optional.empty() : part.narrowed(query.limit(left));
            if (narrowed.isPresent()) {
                QueryPlan plan = QueryPlan.of(connection, narrowed.get());
                if (plan.findsNothing()) {
                    // Not in the other part either, of which the conditions say the same.
                    break;
                }
                found.addAll(reading.read(part, narrowed.get(), plan.driving()));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public List<String> kinds() {
        requireActive();
        // From one kind to the next in the index, rather than over all documents.
        List<String> kinds = new ArrayList<>();
        Optional<String> next = kindAfter("");
        while (next.isPresent()) {
            kinds.add(next.get());
            next = kindAfter(next.get());
        }
        return List.copyOf(kinds);
    }

    private Optional<String> kindAfter(String kind) {
        return connection.first(
                "select kind from documents where kind > ? order by kind limit 1", row -> Columns.text(row, 1), kind);
    }

    @Override
    public long lastChange() {
        requireActive();
        return connection.number("select max(sequence) from changes");
    }

    @Override
    public List<Change> changes(long after, int limit) {
        requireActive();
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        return List.copyOf(connection.list(
                "select sequence, kind, id, deleted from changes where sequence > ? order by sequence limit ?",
                row -> new Change(row.getLong(1), Columns.text(row, 2), Columns.text(row, 3), row.getInt(4) != 0),
                after,
                limit));
    }

    /** {@return all documents} */
    List<StoredDocument> all() {
        return connection.list("select " + DocumentQuery.COLUMNS + " from documents d", this::document);
    }

    /** Reads every document, compares it with what queries see of it, and counts the changes. */
    void verify(Verification.Builder found) {
        connection.verify(found, "select " + DocumentQuery.COLUMNS + " from documents d", row -> {
            StoredDocument document = document(row);
            requireIndexed(document);
            return document;
        });
        found.check(() -> {
            if (connection.number("select count(*) from attributes a where not exists"
                            + " (select 1 from documents d where d.kind = a.kind and d.id = a.id)")
                    > 0) {
                throw new CorruptException("attributes in " + connection.place() + " belong to no document");
            }
        });
        found.check(() -> {
            if (connection.number("select count(*) from changes")
                    != connection.number("select max(sequence) from changes")) {
                throw new CorruptException("the sequence of changes in " + connection.place() + " has gaps");
            }
        });
    }

    private void requireIndexed(StoredDocument document) {
        SortedMap<String, Digest> indexed = new TreeMap<>();
        connection.each(
                "select name, value from attributes where kind = ? and id = ?",
                row -> indexed.put(Columns.text(row, 1), Digest.of(Columns.bytes(row, 2))),
                document.kind(),
                document.id());
        SortedMap<String, Digest> expected = new TreeMap<>();
        document.attributes().forEach((name, value) -> expected.put(name, Digest.of(AttributeKey.of(value))));
        if (!indexed.equals(expected)) {
            throw damaged(document.kind(), document.id(), "queries see other attributes than it has", null);
        }
    }

    /** Fails if the call that handed out this reader has returned, or in another thread. */
    void requireActive() {
        if (ended || Thread.currentThread() != owner) {
            throw new IllegalStateException("a reader or writer of the metadata store is valid only in the call that"
                    + " handed it out and in its thread");
        }
    }

    void end() {
        ended = true;
    }

    private StoredDocument document(ResultSet row) throws SQLException {
        String kind = Columns.text(row, 1);
        String id = Columns.text(row, 2);
        long version = row.getLong(3);
        String body = Columns.text(row, 4);
        String attributes = Columns.text(row, 5);
        if (row.getLong(6) != Checksum.of(kind, id, version, body, attributes)) {
            throw damaged(kind, id, "its checksum does not fit its content", null);
        }
        try {
            return new StoredDocument(
                    kind, id, json.read(body), json.read(attributes).fields(), version);
        } catch (InvalidException e) {
            throw damaged(kind, id, "it is no document", e);
        }
    }

    private CorruptException damaged(String kind, String id, String how, @Nullable Throwable cause) {
        return new CorruptException(
                "the stored document " + kind + " '" + id + "' in " + connection.place() + " is damaged: " + how
                        + ". Restore it from a backup.",
                cause);
    }

    /** Reads what a query finds in one part of the documents. */
    private interface Reading<T> {

        List<T> read(DocumentPart part, MetadataQuery narrowed, @Nullable MetadataCondition driving);
    }
}
