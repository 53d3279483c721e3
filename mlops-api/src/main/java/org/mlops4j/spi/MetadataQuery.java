// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * Which documents of one kind, in which order, how many. Conditions are joined by AND. A document without the attribute
 * of a comparison does not match; one without the attribute of the order comes last.
 *
 * <p>Texts are compared by UTF-8 bytes, numbers by exact value, whole or real: 0.0 equals -0.0, NaN equals itself and
 * is greater than every other number. A text never equals a number, and numbers come before texts. Documents that the
 * order leaves equal are ordered by id, in the same direction.
 *
 * @param kind the kind
 * @param conditions all must hold
 * @param orderBy the attribute to order by, or {@code null} for the id
 * @param descending whether the greatest comes first
 * @param after the last document of the page before, or {@code null}; with it the query goes on behind that document,
 *     even if it is gone by now
 * @param limit how many at most
 */
public record MetadataQuery(
        String kind,
        List<MetadataCondition> conditions,
        @Nullable String orderBy,
        boolean descending,
        @Nullable StoredDocument after,
        int limit) {

    /** How many documents a query returns if it does not say. */
    public static final int DEFAULT_LIMIT = 1_000;

    /** Copies the conditions. */
    public MetadataQuery {
        requireNonNull(kind, "kind");
        conditions = List.copyOf(conditions);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }

    /** {@return all documents of a kind by id} */
    public static MetadataQuery of(String kind) {
        return new MetadataQuery(kind, List.of(), null, false, null, DEFAULT_LIMIT);
    }

    /** {@return this query with one more condition} */
    public MetadataQuery where(String attribute, Comparison comparison, Document value) {
        return where(MetadataCondition.of(attribute, comparison, value));
    }

    /** {@return this query with one more condition} */
    public MetadataQuery where(MetadataCondition condition) {
        List<MetadataCondition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new MetadataQuery(kind, more, orderBy, descending, after, limit);
    }

    /** {@return this query for documents whose attribute has that text} */
    public MetadataQuery whereEqual(String attribute, String text) {
        return where(attribute, Comparison.EQUAL, Document.of(text));
    }

    /** {@return this query, least value of the attribute first} */
    public MetadataQuery ascending(String attribute) {
        return new MetadataQuery(kind, conditions, attribute, false, after, limit);
    }

    /** {@return this query, greatest value of the attribute first} */
    public MetadataQuery descending(String attribute) {
        return new MetadataQuery(kind, conditions, attribute, true, after, limit);
    }

    /** {@return this query going on behind a document} */
    public MetadataQuery after(StoredDocument last) {
        return new MetadataQuery(kind, conditions, orderBy, descending, requireNonNull(last, "last"), limit);
    }

    /** {@return this query with another limit} */
    public MetadataQuery limit(int most) {
        return new MetadataQuery(kind, conditions, orderBy, descending, after, most);
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
