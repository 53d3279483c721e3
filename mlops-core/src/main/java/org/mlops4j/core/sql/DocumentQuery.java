// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredDocument;

/**
 * A {@link MetadataQuery} as SQL with bound parameters; attributes are compared as {@link AttributeKey}.
 *
 * @param sql the statement
 * @param parameters its parameters in order
 */
record DocumentQuery(String sql, List<Object> parameters) {

    static final String COLUMNS = "d.kind, d.id, d.version, d.body, d.attributes, d.crc";

    /**
     * {@return the documents that have the attribute of the first sort, or all in the order of their ids}
     *
     * @param driving the condition whose documents are looked at one by one, or {@code null} to walk in the order
     */
    static DocumentQuery ordered(MetadataQuery query, @Nullable MetadataCondition driving) {
        if (query.order().isEmpty()) {
            return documents(query, driving, "", query.limit());
        }
        DocumentOrder order = DocumentOrder.having(query);
        DocumentSql sql = new DocumentSql()
                .add("select " + COLUMNS + " from (select d.kind, d.id, " + order.values() + " from attributes d");
        order.join(sql)
                .add(
                        " where d.kind = ? and d.name = ?",
                        query.kind(),
                        query.order().get(0).attribute());
        if (query.after() != null) {
            order.behind(sql.add(" and "), query.after());
        }
        // Walking, the order is that of an index, and the limit ends the search before any document is read. Where the
        // database should not walk, an expression keeps it from doing so.
        return sql.where(query, driving)
                .add(" order by " + (driving == null ? order.walking() : order.sorting()) + " limit ?", query.limit())
                .add(") o join documents d on d.kind = o.kind and d.id = o.id order by " + order.again())
                .limit(query.limit());
    }

    /** {@return the documents without the attribute of the first sort, which come behind all others} */
    static DocumentQuery lacking(MetadataQuery query, @Nullable MetadataCondition driving, int limit) {
        return documents(
                query,
                driving,
                " and not exists (select 1 from attributes f where f.kind = d.kind and f.id = d.id and f.name = ?)",
                limit,
                query.order().get(0).attribute());
    }

    /** {@return whether a query goes on behind a document that lacks the attribute of the first sort} */
    static boolean isBehindLacking(MetadataQuery query) {
        StoredDocument after = query.after();
        return after != null
                && !query.order().isEmpty()
                && !after.attributes().containsKey(query.order().get(0).attribute());
    }

    /** {@return how many documents meet a condition, counted up to a limit} */
    static DocumentQuery counting(String kind, Compared condition, int most) {
        return new DocumentSql()
                .add(
                        "select count(*) from (select a.id from attributes a where a.kind = ? and a.name = ? and ",
                        kind,
                        condition.attribute())
                .comparing(condition)
                .add(" limit ?) counted", most)
                .query();
    }

    private static DocumentQuery documents(
            MetadataQuery query, @Nullable MetadataCondition driving, String more, int limit, Object... values) {
        DocumentOrder order = DocumentOrder.lacking(query);
        DocumentSql sql = new DocumentSql().add("select " + COLUMNS + " from documents d");
        order.join(sql).add(" where d.kind = ?", query.kind()).add(more, values);
        StoredDocument after = query.after();
        if (after != null && (query.order().isEmpty() || isBehindLacking(query))) {
            order.behind(sql.add(" and "), after);
        }
        return sql.where(query, driving).add(" order by " + order.walking()).limit(limit);
    }
}
