// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AllOf;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;
import org.mlops4j.spi.MetadataCondition.Not;
import org.mlops4j.spi.MetadataCondition.Place;
import org.mlops4j.spi.MetadataCondition.Present;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;

/** How a {@link MemoryMetadataStore} answers queries: it sorts all documents and looks at each. */
class MemoryQuery {

    List<StoredDocument> run(MetadataQuery query, Collection<StoredDocument> documents) {
        List<StoredDocument> sorted = documents.stream()
                .filter(d -> d.kind().equals(query.kind()))
                .sorted(Comparator.comparing(MemoryQuery::attributes, order(query)))
                .toList();
        return behind(query, sorted).stream()
                .filter(d -> query.conditions().stream().allMatch(c -> matches(c, d)))
                .limit(query.limit())
                .toList();
    }

    /** {@return the documents of a sorted list that come behind the page before} */
    List<StoredDocument> behind(MetadataQuery query, List<StoredDocument> sorted) {
        StoredAttributes after = query.after();
        return after == null
                ? sorted
                : sorted.stream()
                        .filter(d -> order(query).compare(attributes(d), after) > 0)
                        .toList();
    }

    /** {@return the attributes of a document, unchanged} */
    private static StoredAttributes attributes(StoredDocument document) {
        return new StoredAttributes(document.kind(), document.id(), document.attributes());
    }

    Comparator<StoredAttributes> order(MetadataQuery query) {
        Comparator<StoredAttributes> byId = Comparator.comparing(StoredAttributes::id, this::texts);
        Comparator<StoredAttributes> order = query.idsDescend() ? byId.reversed() : byId;
        for (int i = query.order().size() - 1; i >= 0; i--) {
            order = by(query.order().get(i)).thenComparing(order);
        }
        return order;
    }

    private Comparator<StoredAttributes> by(MetadataQuery.Sort sort) {
        Comparator<Document> values = sort.descending() ? (a, b) -> values(b, a) : this::values;
        return Comparator.comparing(d -> d.attributes().get(sort.attribute()), Comparator.nullsLast(values));
    }

    boolean matches(MetadataCondition condition, StoredDocument document) {
        if (condition instanceof Compared compared) {
            return compares(compared, document);
        } else if (condition instanceof Contains contains) {
            return contains(contains, document);
        } else if (condition instanceof Present present) {
            return document.attributes().containsKey(present.attribute());
        } else if (condition instanceof AnyOf any) {
            return any.conditions().stream().anyMatch(c -> matches(c, document));
        } else if (condition instanceof AllOf all) {
            return all.conditions().stream().allMatch(c -> matches(c, document));
        }
        return !matches(((Not) condition).condition(), document);
    }

    boolean contains(Contains condition, StoredDocument document) {
        Document value = document.attributes().get(condition.attribute());
        return value instanceof Document.Text text
                && contains(
                        alike(text.text(), condition.letters()),
                        alike(condition.part(), condition.letters()),
                        condition.place());
    }

    boolean contains(String text, String part, Place place) {
        return switch (place) {
            case BEGIN -> text.startsWith(part);
            case ANYWHERE -> text.contains(part);
            case END -> text.endsWith(part);
        };
    }

    String alike(String text, Letters letters) {
        return letters == Letters.EXACT
                ? text
                : text.codePoints()
                        .map(letter -> letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    boolean compares(Compared condition, StoredDocument document) {
        Document value = document.attributes().get(condition.attribute());
        if (value == null || isText(value) != isText(condition.value())) {
            return false;
        }
        int compared = values(value, condition.value());
        return switch (condition.comparison()) {
            case EQUAL -> compared == 0;
            case NOT_EQUAL -> compared != 0;
            case LESS -> compared < 0;
            case AT_MOST -> compared <= 0;
            case GREATER -> compared > 0;
            case AT_LEAST -> compared >= 0;
        };
    }

    private int values(Document a, Document b) {
        if (isText(a) != isText(b)) {
            return isText(a) ? 1 : -1;
        }
        return isText(a) ? texts(a.text(), b.text()) : numbers(a, b);
    }

    int texts(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    int numbers(Document a, Document b) {
        return exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(Document number) {
        return number instanceof Document.Whole whole
                ? BigDecimal.valueOf(whole.whole())
                : new BigDecimal(number.number());
    }

    private static boolean isText(Document value) {
        return value instanceof Document.Text;
    }
}
