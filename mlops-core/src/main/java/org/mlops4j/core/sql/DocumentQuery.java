// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredAttributes;

/**
 * A {@link MetadataQuery} of one part of the documents as SQL with bound parameters; attributes are compared as
 * {@link AttributeKey}. Documents are found by ids and the values of the order, before anything else of them is read.
 *
 * @param sql the statement
 * @param parameters its parameters in order
 */
record DocumentQuery(String sql, List<Object> parameters) {

    static final String COLUMNS = "d.kind, d.id, d.version, d.body, d.attributes, d.crc";

    /**
     * {@return the documents that a query finds}
     *
     * @param bytes the words of the database about them
     * @param driving the condition whose documents are looked at one by one, or {@code null} to walk in the order
     */
    static DocumentQuery documents(
            SqlBytes bytes, MetadataQuery query, DocumentPart part, @Nullable MetadataCondition driving) {
        return found(new DocumentSql(bytes).add("select " + COLUMNS + " from ("), query, part, driving)
                .add(") o join documents d on d.kind = o.kind and d.id = o.id order by "
                        + part.order(query).again())
                .query();
    }

    /**
     * {@return some attributes of the documents that a query finds, each in a row of id, name and value} A document
     * that has none of them is one row without name and value.
     *
     * @param bytes as for {@link #documents}
     * @param driving as for {@link #documents}
     */
    static DocumentQuery attributes(
            SqlBytes bytes,
            MetadataQuery query,
            DocumentPart part,
            @Nullable MetadataCondition driving,
            Collection<String> names) {
        String signs = names.isEmpty() ? "null" : String.join(", ", Collections.nCopies(names.size(), "?"));
        return found(new DocumentSql(bytes).add("select o.id, s.name, s.value from ("), query, part, driving)
                .add(
                        ") o left join attributes s on s.kind = o.kind and s.id = o.id and s.name in (" + signs
                                + ") order by " + part.order(query).again(),
                        names.toArray())
                .query();
    }

    /** {@return how many documents an alternative finds, counted up to a limit} */
    static DocumentQuery counting(SqlBytes bytes, String kind, Alternative alternative, int most) {
        return new DocumentSql(bytes)
                .add("select count(*) from (")
                .found(kind, alternative)
                .add(" limit ?) counted", most)
                .query();
    }

    private static DocumentSql found(
            DocumentSql sql, MetadataQuery query, DocumentPart part, @Nullable MetadataCondition driving) {
        // Walking, the order is that of an index, and the limit ends the search before any document is read. Where the
        // database should not walk, expressions keep it from doing so.
        DocumentOrder order =
                driving == null ? part.order(query) : part.order(query).unindexed();
        sql.add("select d.kind, d.id" + order.values() + " from " + part.table());
        order.join(sql).add(" where d.kind = ?", query.kind());
        if (!query.order().isEmpty()) {
            sql.add(part.condition(), query.order().get(0).attribute());
        }
        Optional<StoredAttributes> after = part.findAfter(query);
        if (after.isPresent()) {
            order.behind(sql.add(" and "), after.get());
        }
        return sql.where(query, driving).add(" order by " + order.sorted() + " limit ?", query.limit());
    }
}
