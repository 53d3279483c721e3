// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AllOf;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Not;
import org.mlops4j.spi.MetadataCondition.Present;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredAttributes;

/** Documents by whether they have the attribute that a query is ordered by first; those that lack it come last. */
enum DocumentPart {

    /** They have it. An index walks from one to the next. */
    HAVING("attributes d", " and d.name = ?"),

    /** They lack it, or the query has no order but that of the ids. */
    LACKING(
            "documents d",
            " and not exists (select 1 from attributes f where f.kind = d.kind and f.id = d.id and f.name = ?)");

    private static final MetadataCondition ALWAYS = new AllOf(List.of());
    private static final MetadataCondition NEVER = new AnyOf(List.of());

    private final String table;
    private final String condition;

    DocumentPart(String table, String condition) {
        this.table = table;
        this.condition = condition;
    }

    /** {@return the table of which a row is a document of this part} */
    String table() {
        return table;
    }

    /** {@return what keeps the other part out; its parameter is the attribute} */
    String condition() {
        return condition;
    }

    /** {@return the order within this part} */
    DocumentOrder order(MetadataQuery query) {
        return DocumentOrder.of(query, this == HAVING);
    }

    /** {@return the document of this part behind which a query goes on, if there is one} */
    Optional<StoredAttributes> findAfter(MetadataQuery query) {
        return Optional.ofNullable(query.after()).filter(after -> this == of(query, after));
    }

    /**
     * {@return a query that finds the same in this part and says of it what the part leaves open, if it may find
     * anything}
     */
    Optional<MetadataQuery> narrowed(MetadataQuery query) {
        if (this == HAVING) {
            boolean isPast = query.after() != null && of(query, query.after()) == LACKING;
            return isPast || query.order().isEmpty() ? Optional.empty() : Optional.of(query);
        } else if (query.order().isEmpty()) {
            return Optional.of(query);
        }
        List<MetadataCondition> open = query.conditions().stream()
                .map(part -> without(part, query.order().get(0).attribute()))
                .filter(part -> !part.equals(ALWAYS))
                .toList();
        return open.contains(NEVER)
                ? Optional.empty()
                : Optional.of(new MetadataQuery(query.kind(), open, query.order(), query.after(), query.limit()));
    }

    private static DocumentPart of(MetadataQuery query, StoredAttributes document) {
        return !query.order().isEmpty()
                        && document.attributes()
                                .containsKey(query.order().get(0).attribute())
                ? HAVING
                : LACKING;
    }

    /** {@return what a condition says of documents that lack an attribute} */
    private static MetadataCondition without(MetadataCondition condition, String attribute) {
        if (condition instanceof Compared compared) {
            return compared.attribute().equals(attribute) ? NEVER : condition;
        } else if (condition instanceof Contains contains) {
            return contains.attribute().equals(attribute) ? NEVER : condition;
        } else if (condition instanceof Present present) {
            return present.attribute().equals(attribute) ? NEVER : condition;
        } else if (condition instanceof AnyOf any) {
            List<MetadataCondition> open = without(any.conditions(), attribute, NEVER);
            return open.contains(ALWAYS) ? ALWAYS : open.size() == 1 ? open.get(0) : new AnyOf(open);
        } else if (condition instanceof AllOf all) {
            List<MetadataCondition> open = without(all.conditions(), attribute, ALWAYS);
            return open.contains(NEVER) ? NEVER : open.size() == 1 ? open.get(0) : new AllOf(open);
        }
        MetadataCondition open = without(((Not) condition).condition(), attribute);
        return open.equals(NEVER) ? ALWAYS : open.equals(ALWAYS) ? NEVER : open.negated();
    }

    private static List<MetadataCondition> without(
            List<MetadataCondition> conditions, String attribute, MetadataCondition neutral) {
        List<MetadataCondition> open = new ArrayList<>();
        for (MetadataCondition condition : conditions) {
            MetadataCondition part = without(condition, attribute);
            if (!part.equals(neutral)) {
                open.add(part);
            }
        }
        return open;
    }
}
