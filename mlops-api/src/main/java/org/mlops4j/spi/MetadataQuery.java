// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * Which documents of one kind, in which order, how many. Conditions are joined by AND. A document without the attribute
 * of a comparison does not match; one without the attribute of a sort comes behind those that have it, in either
 * direction.
 *
 * <p>Texts are compared by UTF-8 bytes, numbers by exact value, whole or real: 0.0 equals -0.0, NaN equals itself and
 * is greater than every other number. A text never equals a number, and numbers come before texts. What the first sort
 * leaves equal is ordered by the second, and so on; what all of them leave equal by id, in the direction of the last.
 *
 * @param kind the kind
 * @param conditions all must hold
 * @param order what to order by, the most important first; by id alone if it is empty; at most {@value #MOST_SORTS}
 * @param after what is known of the last document of the page before, at least the attributes of the order as far as it
 *     has them, or {@code null}; with it the query goes on behind that document, even if it is gone by now
 * @param limit how many at most
 */
public record MetadataQuery(
        String kind,
        List<MetadataCondition> conditions,
        List<Sort> order,
        @Nullable StoredAttributes after,
        int limit) {

    /** How many documents a query returns if it does not say. */
    public static final int DEFAULT_LIMIT = 1_000;

    /** How many attributes a query is ordered by at most. */
    public static final int MOST_SORTS = 10;

    /** Copies the lists. */
    public MetadataQuery {
        requireNonNull(kind, "kind");
        conditions = List.copyOf(conditions);
        order = List.copyOf(order);
        if (order.size() > MOST_SORTS) {
            throw new IllegalArgumentException(
                    "a query is ordered by at most " + MOST_SORTS + " attributes, not by " + order.size());
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }

    /** {@return all documents of a kind by id} */
    public static MetadataQuery of(String kind) {
        return new MetadataQuery(kind, List.of(), List.of(), null, DEFAULT_LIMIT);
    }

    /** {@return this query with one more condition} */
    public MetadataQuery where(String attribute, Comparison comparison, Document value) {
        return where(MetadataCondition.of(attribute, comparison, value));
    }

    /** {@return this query with one more condition} */
    public MetadataQuery where(MetadataCondition condition) {
        return new MetadataQuery(kind, and(conditions, condition), order, after, limit);
    }

    /** {@return this query for documents whose attribute has that text} */
    public MetadataQuery whereEqual(String attribute, String text) {
        return where(attribute, Comparison.EQUAL, Document.of(text));
    }

    /** {@return this query with what its order leaves equal ordered too, least value of the attribute first} */
    public MetadataQuery ascending(String attribute) {
        return sorted(new Sort(attribute, false));
    }

    /** {@return this query with what its order leaves equal ordered too, greatest value of the attribute first} */
    public MetadataQuery descending(String attribute) {
        return sorted(new Sort(attribute, true));
    }

    private MetadataQuery sorted(Sort sort) {
        return new MetadataQuery(kind, conditions, and(order, sort), after, limit);
    }

    /** {@return whether of documents that all sorts leave equal the one with the greatest id comes first} */
    public boolean idsDescend() {
        return !order.isEmpty() && order.get(order.size() - 1).descending();
    }

    /** {@return this query going on behind a document} */
    public MetadataQuery after(StoredDocument last) {
        return after(StoredAttributes.of(last));
    }

    /** {@return this query going on behind a document of which some attributes are known} */
    public MetadataQuery after(StoredAttributes last) {
        return new MetadataQuery(kind, conditions, order, requireNonNull(last, "last"), limit);
    }

    /** {@return this query with another limit} */
    public MetadataQuery limit(int most) {
        return new MetadataQuery(kind, conditions, order, after, most);
    }

    private static <T> List<T> and(List<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /**
     * One attribute to order by.
     *
     * @param attribute its name
     * @param descending whether the greatest comes first
     */
    public record Sort(String attribute, boolean descending) {

        /** Checks that there is an attribute. */
        public Sort {
            requireNonNull(attribute, "attribute");
        }
    }

    /** How an attribute relates to a value. */
    public enum Comparison {
        /** Same value. */
        EQUAL,
        /** Present and another value. */
        NOT_EQUAL,
        /** Smaller. */
        LESS,
        /** Smaller or same. */
        AT_MOST,
        /** Greater. */
        GREATER,
        /** Greater or same. */
        AT_LEAST
    }
}
