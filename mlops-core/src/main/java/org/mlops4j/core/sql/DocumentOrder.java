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
import org.mlops4j.spi.StoredDocument;

/**
 * The order of a query over columns, and what comes behind a document in it. Keys have directions of their own and may
 * be missing, so that one comparison of rows does not say it; where one does, it is used, since it begins at the place
 * in an index.
 *
 * @param columns the most important first
 * @param idsDescend how documents follow that all columns leave equal
 */
record DocumentOrder(List<Column> columns, boolean idsDescend) {

    /**
     * {@return the order of documents that have the attribute of the first sort, found in the table {@code d} of it}
     */
    static DocumentOrder having(MetadataQuery query) {
        return of(query, true);
    }

    /** {@return the order of documents that lack it, if there is a sort at all} */
    static DocumentOrder lacking(MetadataQuery query) {
        return of(query, false);
    }

    private static DocumentOrder of(MetadataQuery query, boolean first) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < query.order().size(); i++) {
            if (i > 0) {
                columns.add(new Column("o" + i, query.order().get(i), true));
            } else if (first) {
                columns.add(new Column("d", query.order().get(i), false));
            }
        }
        return new DocumentOrder(columns, query.idsDescend());
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

    /** {@return the values, each under a name of its own} */
    String values() {
        return columns.stream()
                .map(column -> column.value() + " as value_" + column.table)
                .collect(Collectors.joining(", "));
    }

    /** {@return the order in a form in which an index may have it} */
    String walking() {
        return by(Column::value, "d.id");
    }

    /** {@return the order in a form that no index has} */
    String sorting() {
        return by(column -> "coalesce(" + column.value() + ", " + column.value() + ")", "d.id");
    }

    /** {@return the order of what was selected as {@code o}} */
    String again() {
        return by(column -> "o.value_" + column.table, "o.id");
    }

    private String by(Function<Column, String> value, String id) {
        return columns.stream()
                .map(column -> value.apply(column) + (column.sort.descending() ? " desc" : "")
                        + (column.mayBeMissing ? " nulls last" : "") + ", ")
                .collect(Collectors.joining("", "", id + (idsDescend ? " desc" : "")));
    }

    /** Adds the condition that a document comes behind another one. */
    DocumentSql behind(DocumentSql sql, StoredDocument after) {
        return behind(sql, after, 0);
    }

    private DocumentSql behind(DocumentSql sql, StoredDocument after, int from) {
        if (from == columns.size()) {
            return sql.add("d.id" + beyond(idsDescend) + "?", after.id());
        }
        Column column = columns.get(from);
        String value = column.value();
        Document last = after.attributes().get(column.sort.attribute());
        if (last == null) {
            return behind(sql.add("(" + value + " is null and "), after, from + 1)
                    .add(")");
        }
        byte[] key = AttributeKey.of(last);
        String beyond = beyond(column.sort.descending());
        sql.add(column.mayBeMissing ? "(" + value + " is null or " : "(");
        if (from == columns.size() - 1) {
            return sql.add("(" + value + ", d.id)" + beyond + "(?, ?))", key, after.id());
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
     * @param sort which, in which direction
     * @param mayBeMissing whether there are documents without it here
     */
    record Column(String table, Sort sort, boolean mayBeMissing) {

        String value() {
            return table + ".value";
        }
    }
}
