// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataQuery.Condition;
import org.mlops4j.spi.StoredDocument;

/**
 * A {@link MetadataQuery} as SQL with bound parameters; attributes are compared as {@link AttributeKey}.
 *
 * @param sql the statement
 * @param parameters its parameters in order
 */
record DocumentQuery(String sql, List<Object> parameters) {

    static final String COLUMNS = "d.kind, d.id, d.version, d.body, d.attributes, d.crc";

    /** {@return the documents that have the attribute of the order, or all in the order of their ids} */
    static DocumentQuery ordered(MetadataQuery query) {
        Sql sql = new Sql();
        String attribute = query.orderBy();
        StoredDocument after = query.after();
        String direction = query.descending() ? " desc" : "";
        String behind = query.descending() ? " < " : " > ";
        if (attribute == null) {
            sql.add("select " + COLUMNS + " from documents d where d.kind = ?", query.kind());
            if (after != null) {
                sql.add(" and d.id" + behind + "?", after.id());
            }
            sql.where(query).add(" order by d.id" + direction);
        } else {
            // The order is that of an index, so the limit ends the search before any document is read.
            sql.add(
                    "select " + COLUMNS + " from (select d.kind, d.id, d.value from attributes d"
                            + " where d.kind = ? and d.name = ?",
                    query.kind(),
                    attribute);
            if (after != null) {
                sql.add(
                        " and (d.value, d.id)" + behind + "(?, ?)",
                        AttributeKey.of(after.attributes().get(attribute)),
                        after.id());
            }
            sql.where(query)
                    .add(" order by d.value" + direction + ", d.id" + direction + " limit ?", query.limit())
                    .add(") o join documents d on d.kind = o.kind and d.id = o.id")
                    .add(" order by o.value" + direction + ", o.id" + direction);
        }
        return sql.limit(query.limit());
    }

    /** {@return the documents without the attribute of the order, which come behind all others} */
    static DocumentQuery unordered(MetadataQuery query, String attribute, int limit) {
        Sql sql = new Sql();
        sql.add(
                "select " + COLUMNS + " from documents d where d.kind = ? and not exists"
                        + " (select 1 from attributes o where o.kind = d.kind and o.id = d.id and o.name = ?)",
                query.kind(),
                attribute);
        StoredDocument after = query.after();
        if (after != null && !after.attributes().containsKey(attribute)) {
            sql.add(" and d.id" + (query.descending() ? " < " : " > ") + "?", after.id());
        }
        return sql.where(query)
                .add(" order by d.id" + (query.descending() ? " desc" : ""))
                .limit(limit);
    }

    /** Collects a statement and its parameters. */
    private static final class Sql {

        private final StringBuilder text = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        Sql add(String sql, Object... values) {
            text.append(sql);
            parameters.addAll(List.of(values));
            return this;
        }

        Sql where(MetadataQuery query) {
            for (Condition condition : query.conditions()) {
                add(
                        " and d.id in (select a.id from attributes a where a.kind = ? and a.name = ? and a.value"
                                + sign(condition.comparison()) + "? and a.value"
                                + (condition.value() instanceof Document.Text ? " >= " : " < ") + "?)",
                        query.kind(),
                        condition.attribute(),
                        AttributeKey.of(condition.value()),
                        AttributeKey.LEAST_TEXT);
            }
            return this;
        }

        DocumentQuery limit(int limit) {
            add(" limit ?", limit);
            return new DocumentQuery(text.toString(), List.copyOf(parameters));
        }

        private static String sign(Comparison comparison) {
            return switch (comparison) {
                case EQUAL -> " = ";
                case NOT_EQUAL -> " <> ";
                case LESS -> " < ";
                case AT_MOST -> " <= ";
                case GREATER -> " > ";
                case AT_LEAST -> " >= ";
            };
        }
    }
}
