// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

    private static final byte BEYOND_UTF_8 = (byte) 0xFF;

    private final SqlBytes words;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    DocumentSql(SqlBytes words) {
        this.words = words;
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
        return add("select a.id from attributes a where a.kind = ? and a.name = ? and (", kind, alternative.attribute())
                .value(alternative.test())
                .add(")");
    }

    private DocumentSql holds(MetadataCondition condition) {
        Optional<OneAttribute> one = OneAttribute.of(condition);
        if (one.isEmpty()) {
            return composed(condition, this::holds);
        }
        // A value that is looked up by its key; as a join or a range the database may begin with it.
        return add("coalesce((select case when ")
                .value(condition)
                .add(
                        " then 1 else 0 end from attributes a where a.kind = d.kind and a.id = d.id and a.name = ?), "
                                + (one.get().holdsWithout() ? 1 : 0) + ") = 1",
                        one.get().name());
    }

    /** What a condition that looks at one attribute says of a value. */
    private DocumentSql value(MetadataCondition condition) {
        if (condition instanceof Compared compared) {
            return comparing(compared);
        } else if (condition instanceof Contains contains) {
            return containing(contains);
        } else if (condition instanceof Present) {
            return add("1 = 1");
        }
        return composed(condition, this::value);
    }

    private DocumentSql composed(MetadataCondition condition, Consumer<MetadataCondition> add) {
        if (condition instanceof AnyOf any) {
            return joined(any.conditions(), " or ", "1 = 0", add);
        } else if (condition instanceof AllOf all) {
            return joined(all.conditions(), " and ", "1 = 1", add);
        }
        add("not (");
        add.accept(((Not) condition).condition());
        return add(")");
    }

    /** In halves of halves, since SQLite takes an expression of many terms for a deep one. */
    private DocumentSql joined(
            List<MetadataCondition> conditions, String operator, String none, Consumer<MetadataCondition> add) {
        if (conditions.size() < 2) {
            conditions.forEach(add);
            return add(conditions.isEmpty() ? none : "");
        }
        int half = conditions.size() / 2;
        add("(").joined(conditions.subList(0, half), operator, none, add);
        return add(operator)
                .joined(conditions.subList(half, conditions.size()), operator, none, add)
                .add(")");
    }

    private DocumentSql containing(Contains condition) {
        String part = condition.letters() == Letters.EXACT ? condition.part() : inLowerCase(condition.part());
        if (part.isEmpty()) {
            return isText(true);
        } else if (Alternative.isRange(condition)) {
            byte[] begin = AttributeKey.of(Document.of(part));
            byte[] end = ByteBuffer.allocate(begin.length + 1)
                    .put(begin)
                    .put(BEYOND_UTF_8)
                    .array();
            return add("(a.value >= ? and a.value < ?)", begin, end);
        }
        return add("(").within(condition, part).add(" and ").isText(true).add(")");
    }

    /** What the key of a text begins with is no part of it. */
    private DocumentSql within(Contains condition, String part) {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        boolean likeKey = part.charAt(0) == AttributeKey.beginOfText()[0];
        return switch (condition.place()) {
            case BEGIN -> add(words.same("substr(a.value, 2, ?)", "?", condition.letters()), utf8.length, utf8);
            case ANYWHERE ->
                add(words.contains(likeKey ? "substr(a.value, 2)" : "a.value", "?", condition.letters()), utf8);
            case END ->
                add("length(a.value) > ? and ", utf8.length)
                        .add(
                                words.same("substr(a.value, length(a.value) - ? + 1)", "?", condition.letters()),
                                utf8.length,
                                utf8);
        };
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
        boolean text = condition.value() instanceof Document.Text;
        add("(a.value" + sign(condition.comparison()) + "?", AttributeKey.of(condition.value()));
        boolean passesOthers = switch (condition.comparison()) {
            case EQUAL -> false;
            case NOT_EQUAL -> true;
            // Numbers come before texts.
            case LESS, AT_MOST -> text;
            case GREATER, AT_LEAST -> !text;
        };
        return (passesOthers ? add(" and ").isText(text) : this).add(")");
    }

    /** As an expression, which SQLite does not take for the place to begin or end at in the index. */
    private DocumentSql isText(boolean text) {
        return add("substr(a.value, 1, 1)" + (text ? " = ?" : " <> ?"), AttributeKey.beginOfText());
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
