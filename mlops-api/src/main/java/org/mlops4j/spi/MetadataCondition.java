// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * What the attributes of a document must be like for a {@link MetadataQuery} to find it. A condition is true or false
 * of every document, never unknown: a comparison with an attribute that the document lacks is false, and {@link Not} of
 * it is true. Stores must accept trees of up to 500 comparisons, up to 50 deep.
 */
public sealed interface MetadataCondition {

    /** {@return whether a document has an attribute that stands in a relation to a value} */
    static MetadataCondition of(String attribute, MetadataQuery.Comparison comparison, Document value) {
        return new Compared(attribute, comparison, value);
    }

    /** {@return the opposite} */
    default MetadataCondition negated() {
        return new Not(this);
    }

    /**
     * The document has the attribute, it is of the sort of the value, and the relation holds.
     *
     * @param attribute the name of the attribute
     * @param comparison the relation
     * @param value a text or a number; only attributes of the same sort can match
     */
    record Compared(String attribute, MetadataQuery.Comparison comparison, Document value)
            implements MetadataCondition {

        /** Checks that the value is a text or a number. */
        public Compared {
            requireNonNull(attribute, "attribute");
            requireNonNull(comparison, "comparison");
            if (!(value instanceof Document.Text
                    || value instanceof Document.Whole
                    || value instanceof Document.Real)) {
                throw new IllegalArgumentException(
                        "attribute '" + attribute + "' can be compared with a text or a number only");
            }
        }
    }

    /**
     * The document has the attribute, it is a text, and a part of it is a given one. Stores are expected to test it
     * where the values lie, at no more than the cost of walking over the values of that attribute once.
     *
     * @param attribute the name of the attribute
     * @param part what the text must contain; every text contains the empty one
     * @param place where
     * @param letters which letters are the same
     */
    record Contains(String attribute, String part, Place place, Letters letters) implements MetadataCondition {

        /** Checks that nothing is missing. */
        public Contains {
            requireNonNull(attribute, "attribute");
            requireNonNull(part, "part");
            requireNonNull(place, "place");
            requireNonNull(letters, "letters");
        }
    }

    /** Where a text contains another. */
    enum Place {
        /** It begins with it. */
        BEGIN,
        /** Anywhere. */
        ANYWHERE,
        /** It ends with it. */
        END
    }

    /** Which letters are the same where a text contains another. */
    enum Letters {
        /** Those that are equal. */
        EXACT,
        /** Those that are equal, and A to Z in either case; all others differ from their upper and lower cases. */
        ASCII_IN_EITHER_CASE
    }

    /**
     * The document has the attribute, whatever its value.
     *
     * @param attribute the name of the attribute
     */
    record Present(String attribute) implements MetadataCondition {

        /** Checks that there is a name. */
        public Present {
            requireNonNull(attribute, "attribute");
        }
    }

    /**
     * At least one of several holds; of none, none does.
     *
     * @param conditions the several
     */
    record AnyOf(List<MetadataCondition> conditions) implements MetadataCondition {

        /** Copies the conditions. */
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * All of several hold; of none, all do.
     *
     * @param conditions the several
     */
    record AllOf(List<MetadataCondition> conditions) implements MetadataCondition {

        /** Copies the conditions. */
        public AllOf {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * The condition does not hold.
     *
     * @param condition the condition
     */
    record Not(MetadataCondition condition) implements MetadataCondition {

        /** Checks that there is a condition. */
        public Not {
            requireNonNull(condition, "condition");
        }
    }
}
