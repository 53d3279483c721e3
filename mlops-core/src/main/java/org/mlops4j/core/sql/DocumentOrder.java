// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Sort;
import org.mlops4j.spi.StoredAttributes;

/**
 * The order of a query over columns, and what comes behind a document in it. Keys have directions of their own and may
 * be missing, so that one comparison of rows does not say it; where one does, it is used, since it begins at the place
 * in an index.
 *
 * @param columns the most important first
 * @param id the column of the id
 * @param idsDescend how documents follow that all columns leave equal
 */
record DocumentOrder(List<Column> columns, String id, boolean idsDescend) {

    /**
     * {@return the order of documents in the table {@code d}}
     *
     * @param having whether the attribute of the first sort is in that table; otherwise the documents lack it
     */
    static DocumentOrder of(MetadataQuery query, boolean having) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < query.order().size(); i++) {
            if (i > 0) {
                columns.add(
                        new Column("o" + i, "o" + i + ".value", query.order().get(i), true));
            } else if (having) {
                columns.add(new Column("d", "d.value", query.order().get(i), false));
            }
        }
        return new DocumentOrder(columns, "d.id", query.idsDescend());
    }

    /** {@return the same order in a form that no index has} */
    DocumentOrder unindexed() {
        return new DocumentOrder(
                columns.stream()
                        .map(column ->
                                new Column(column.table, unindexed(column.value), column.sort, column.mayBeMissing))
                        .toList(),
                unindexed(id),
                idsDescend);
    }

    private static String unindexed(String column) {
        return "coalesce(" + column + ", " + column + ")";
    }

    /** Adds the tables in which the values are that may be missing. */
    DocumentSql join(DocumentSql sql) {
        for (Column column : columns) {
            if (column.mayBeMissing) {
                String table = column.table;
                sql.add(
                        " left join attributes " + table + " on " + table + ".kind = d.kind and " + table
                                + ".id = d.id and " + table + ".name = ?",
                        column.sort.attribute());
            }
        }
        return sql;
    }

    /** {@return the values behind other columns, each under a name of its own} */
    String values() {
        return columns.stream()
                .map(column -> ", " + column.value + " as value_" + column.table)
                .collect(Collectors.joining());
    }

    /** {@return the order} */
    String sorted() {
        return by(Column::value, id);
    }

    /** {@return the order of what was selected as {@code o}} */
    String again() {
        return by(column -> "o.value_" + column.table, "o.id");
    }

    private String by(Function<Column, String> value, String last) {
        return columns.stream()
                .map(column -> value.apply(column) + (column.sort.descending() ? " desc" : "")
                        + (column.mayBeMissing ? " nulls last" : "") + ", ")
                .collect(Collectors.joining("", "", last + (idsDescend ? " desc" : "")));
    }

    /** Adds the condition that a document comes behind another one. */
    DocumentSql behind(DocumentSql sql, StoredAttributes after) {
        return behind(sql, after, 0);
    }

    private DocumentSql behind(DocumentSql sql, StoredAttributes after, int from) {
        if (from == columns.size()) {
            return sql.add(id + beyond(idsDescend) + "?", after.id());
        }
        Column column = columns.get(from);
        String value = column.value;
        Document last = after.attributes().get(column.sort.attribute());
        if (last == null) {
            return behind(sql.add("(" + value + " is null and "), after, from + 1)
                    .add(")");
        }
        byte[] key = AttributeKey.of(last);
        String beyond = beyond(column.sort.descending());
        sql.add(column.mayBeMissing ? "(" + value + " is null or " : "(");
        if (from == columns.size() - 1) {
            return sql.add("(" + value + ", " + id + ")" + beyond + "(?, ?))", key, after.id());
        }
        if (!column.mayBeMissing) {
            sql.add(value + beyond.stripTrailing() + "= ? and ", key);
        }
        sql.add("(" + value + beyond + "? or (" + value + " = ? and ", key, key);
        return behind(sql, after, from + 1).add(")))");
    }

    private static String beyond(boolean descending) {
        return descending ? " < " : " > ";
    }

    /**
     * A value to order by.
     *
     * @param table the alias of the table that has it
     * @param value the column, or an expression that is equal to it
     * @param sort which, in which direction
     * @param mayBeMissing whether there are documents without it here
     */
    record Column(String table, String value, Sort sort, boolean mayBeMissing) {}
}
