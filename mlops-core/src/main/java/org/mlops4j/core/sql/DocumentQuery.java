// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AllOf;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Not;
import org.mlops4j.spi.MetadataCondition.Present;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
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
     * {@return the documents that have the attribute of the order, or all in the order of their ids}
     *
     * @param driving the condition whose documents are looked at one by one, or {@code null} to walk in the order
     */
    static DocumentQuery ordered(MetadataQuery query, @Nullable MetadataCondition driving) {
        String attribute = query.orderBy();
        if (attribute == null) {
            return byId(query, driving, "", query.limit());
        }
        StoredDocument after = query.after();
        String direction = query.descending() ? " desc" : "";
        Sql sql = new Sql();
        sql.add(
                "select " + COLUMNS + " from (select d.kind, d.id, d.value from attributes d"
                        + " where d.kind = ? and d.name = ?",
                query.kind(),
                attribute);
        if (after != null) {
            sql.add(
                    " and (d.value, d.id)" + behind(query) + "(?, ?)",
                    AttributeKey.of(after.attributes().get(attribute)),
                    after.id());
        }
        sql.where(query, driving);
        // Walking, the order is that of an index, and the limit ends the search before any document is read. Where the
        // database should not walk, an expression keeps it from doing so.
        String value = driving == null ? "d.value" : "coalesce(d.value, d.value)";
        sql.add(" order by " + value + direction + ", d.id" + direction + " limit ?", query.limit())
                .add(") o join documents d on d.kind = o.kind and d.id = o.id")
                .add(" order by o.value" + direction + ", o.id" + direction);
        return sql.limit(query.limit());
    }

    /** {@return the documents without the attribute of the order, which come behind all others} */
    static DocumentQuery unordered(
            MetadataQuery query, String attribute, @Nullable MetadataCondition driving, int limit) {
        return byId(
                query,
                driving,
                " and not exists (select 1 from attributes o where o.kind = d.kind and o.id = d.id and o.name = ?)",
                limit,
                attribute);
    }

    /** {@return how many documents meet a condition, counted up to a limit} */
    static DocumentQuery counting(String kind, Compared condition, int most) {
        return new Sql()
                .add(
                        "select count(*) from (select a.id from attributes a where a.kind = ? and a.name = ? and ",
                        kind,
                        condition.attribute())
                .comparing(condition)
                .add(" limit ?) counted", most)
                .query();
    }

    private static DocumentQuery byId(
            MetadataQuery query, @Nullable MetadataCondition driving, String more, int limit, Object... values) {
        Sql sql = new Sql();
        sql.add("select " + COLUMNS + " from documents d where d.kind = ?", query.kind())
                .add(more, values);
        StoredDocument after = query.after();
        String attribute = query.orderBy();
        if (after != null && (attribute == null || !after.attributes().containsKey(attribute))) {
            sql.add(" and d.id" + behind(query) + "?", after.id());
        }
        return sql.where(query, driving)
                .add(" order by d.id" + (query.descending() ? " desc" : ""))
                .limit(limit);
    }

    private static String behind(MetadataQuery query) {
        return query.descending() ? " < " : " > ";
    }

    /** Collects a statement and its parameters. */
    private static final class Sql {

        private static final String OF_THIS_DOCUMENT =
                " from attributes a where a.kind = d.kind and a.id = d.id and a.name = ?), 0) = 1";

        private final StringBuilder text = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        Sql add(String sql, Object... values) {
            text.append(sql);
            parameters.addAll(List.of(values));
            return this;
        }

        Sql where(MetadataQuery query, @Nullable MetadataCondition driving) {
            for (MetadataCondition condition : query.conditions()) {
                add(" and ");
                if (condition.equals(driving)) {
                    among(query.kind(), QueryPlan.alternatives(condition));
                } else {
                    holds(condition);
                }
            }
            return this;
        }

        /** The documents that meet one of some comparisons, found by the index of values. */
        private void among(String kind, List<Compared> alternatives) {
            String before = "d.id in (";
            for (Compared compared : alternatives) {
                add(
                                before + "select a.id from attributes a where a.kind = ? and a.name = ? and ",
                                kind,
                                compared.attribute())
                        .comparing(compared);
                before = " union all ";
            }
            add(")");
        }

        private Sql holds(MetadataCondition condition) {
            // A value that is looked up by its key; as a join or a range the database may begin with it.
            if (condition instanceof Compared compared) {
                return add("coalesce((select case when ")
                        .comparing(compared)
                        .add(" then 1 end" + OF_THIS_DOCUMENT, compared.attribute());
            } else if (condition instanceof Present present) {
                return add("coalesce((select 1" + OF_THIS_DOCUMENT, present.attribute());
            } else if (condition instanceof AnyOf any) {
                return joined(any.conditions(), " or ", "1 = 0");
            } else if (condition instanceof AllOf all) {
                return joined(all.conditions(), " and ", "1 = 1");
            }
            return add("not (").holds(((Not) condition).condition()).add(")");
        }

        private Sql joined(List<MetadataCondition> conditions, String operator, String none) {
            add("(");
            String before = "";
            for (MetadataCondition condition : conditions) {
                add(before).holds(condition);
                before = operator;
            }
            return add(conditions.isEmpty() ? none : "").add(")");
        }

        Sql comparing(Compared condition) {
            return add(
                    "a.value" + sign(condition.comparison()) + "? and a.value"
                            + (condition.value() instanceof Document.Text ? " >= " : " < ") + "?",
                    AttributeKey.of(condition.value()),
                    AttributeKey.leastText());
        }

        DocumentQuery limit(int limit) {
            return add(" limit ?", limit).query();
        }

        DocumentQuery query() {
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
