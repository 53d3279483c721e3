// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;

/**
 * Some fields of something that a search found, as the search sees them: of a text the first 500 characters, of a
 * parameter a number if it reads as one, of a time its ISO-8601 text, of a field with several values the list of them.
 *
 * @param id of what was found
 * @param fields what was asked for
 * @param values the values by the text that asked for them; what was found lacks the others
 */
public record SearchRow(String id, List<String> fields, SortedMap<String, Document> values) {

    /** Copies the collections. */
    public SearchRow {
        fields = List.copyOf(fields);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * {@return the value of a field, if what was found has one}
     *
     * @param field as it was asked for
     * @throws IllegalArgumentException if it was not asked for
     */
    public Optional<Document> find(String field) {
        if (!fields.contains(field)) {
            throw new IllegalArgumentException("'" + field + "' was not asked for, but " + fields + " were");
        }
        return Optional.ofNullable(values.get(field));
    }

    /**
     * {@return the number in a field, if what was found has one; NaN and the infinities are numbers}
     *
     * @throws IllegalArgumentException if the field was not asked for
     * @throws org.mlops4j.error.InvalidException if it is no number
     */
    public OptionalDouble number(String field) {
        return find(field).map(value -> OptionalDouble.of(value.number())).orElse(OptionalDouble.empty());
    }
}
