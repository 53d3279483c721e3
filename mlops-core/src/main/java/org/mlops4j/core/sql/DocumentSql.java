// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AllOf;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;
import org.mlops4j.spi.MetadataCondition.Not;
import org.mlops4j.spi.MetadataCondition.Present;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;

/** Collects a statement about documents and its parameters. */
final class DocumentSql {

    private static final String OF_THIS_DOCUMENT =
            " from attributes a where a.kind = d.kind and a.id = d.id and a.name = ?), 0) = 1";

    private final SqlBytes bytes;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    DocumentSql(SqlBytes bytes) {
        this.bytes = bytes;
    }

    DocumentSql add(String sql, Object... values) {
        text.append(sql);
        parameters.addAll(List.of(values));
        return this;
    }

    DocumentSql where(MetadataQuery query, @Nullable MetadataCondition driving) {
        for (MetadataCondition condition : query.conditions()) {
            add(" and ");
            if (condition.equals(driving)) {
                among(query.kind(), Alternative.of(condition).orElseThrow());
            } else {
                holds(condition);
            }
        }
        return this;
    }

    /** The documents that one of some alternatives finds. */
    private void among(String kind, List<Alternative> alternatives) {
        String before = "d.id in (";
        for (Alternative alternative : alternatives) {
            add(before).found(kind, alternative);
            before = " union all ";
        }
        add(")");
    }

    /** The documents that an alternative finds by the index of values. */
    DocumentSql found(String kind, Alternative alternative) {
        add("select a.id from attributes a where a.kind = ? and a.name = ? and (", kind, alternative.attribute());
        String before = "";
        for (MetadataCondition test : alternative.tests()) {
            add(before);
            if (test instanceof Contains contains) {
                containing(contains);
            } else {
                comparing((Compared) test);
            }
            before = " or ";
        }
        return add(")");
    }

    private DocumentSql holds(MetadataCondition condition) {
        // A value that is looked up by its key; as a join or a range the database may begin with it.
        if (condition instanceof Compared compared) {
            return add("coalesce((select case when ")
                    .comparing(compared)
                    .add(" then 1 end" + OF_THIS_DOCUMENT, compared.attribute());
        } else if (condition instanceof Contains contains) {
            return add("coalesce((select case when ")
                    .containing(contains)
                    .add(" then 1 end" + OF_THIS_DOCUMENT, contains.attribute());
        } else if (condition instanceof Present present) {
            return add("coalesce((select 1" + OF_THIS_DOCUMENT, present.attribute());
        } else if (condition instanceof AnyOf any) {
            return joined(any.conditions(), " or ", "1 = 0");
        } else if (condition instanceof AllOf all) {
            return joined(all.conditions(), " and ", "1 = 1");
        }
        return add("not (").holds(((Not) condition).condition()).add(")");
    }

    private DocumentSql joined(List<MetadataCondition> conditions, String operator, String none) {
        add("(");
        String before = "";
        for (MetadataCondition condition : conditions) {
            add(before).holds(condition);
            before = operator;
        }
        return add(conditions.isEmpty() ? none : "").add(")");
    }

    private DocumentSql containing(Contains condition) {
        String part = condition.letters() == Letters.EXACT ? condition.part() : inLowerCase(condition.part());
        add("(a.value >= ?", AttributeKey.leastText());
        if (!part.isEmpty()) {
            // What the key of a text begins with is no part of it.
            String text = part.charAt(0) == AttributeKey.leastText()[0] ? "substr(a.value, 2)" : "a.value";
            add(" and " + bytes.contains(text, "?", condition.letters()), part.getBytes(StandardCharsets.UTF_8));
        }
        return add(")");
    }

    private static String inLowerCase(String part) {
        StringBuilder lower = new StringBuilder(part);
        for (int i = 0; i < part.length(); i++) {
            char letter = part.charAt(i);
            lower.setCharAt(i, letter >= 'A' && letter <= 'Z' ? (char) (letter - 'A' + 'a') : letter);
        }
        return lower.toString();
    }

    private DocumentSql comparing(Compared condition) {
        add("a.value" + sign(condition.comparison()) + "?", AttributeKey.of(condition.value()));
        // Beside an equality the bound says nothing, but SQLite would take it for the place to begin at in the index.
        return condition.comparison() == Comparison.EQUAL
                ? this
                : add(
                        " and a.value" + (condition.value() instanceof Document.Text ? " >= " : " < ") + "?",
                        AttributeKey.leastText());
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
