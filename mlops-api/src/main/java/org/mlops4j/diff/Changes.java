// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mlops4j.data.Document;

/**
 * What differs between two maps. What is equal in both is in none of the parts.
 *
 * @param added what only the second has
 * @param removed what only the first has
 * @param changed what both have, with unequal values
 */
public record Changes<T>(
        SortedMap<String, T> added, SortedMap<String, T> removed, SortedMap<String, Change<T>> changed) {

    /** Copies the maps. */
    public Changes {
        added = Collections.unmodifiableSortedMap(new TreeMap<>(added));
        removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
    }

    /** {@return what differs between two maps, by {@code equals} of the values} */
    public static <T> Changes<T> between(Map<String, ? extends T> before, Map<String, ? extends T> after) {
        TreeMap<String, T> added = new TreeMap<>(after);
        added.keySet().removeAll(before.keySet());
        TreeMap<String, T> removed = new TreeMap<>(before);
        removed.keySet().removeAll(after.keySet());
        TreeMap<String, Change<T>> changed = new TreeMap<>();
        before.forEach((key, was) -> {
            T is = after.get(key);
            if (is != null && !is.equals(was)) {
                changed.put(key, new Change<>(was, is));
            }
        });
        return new Changes<>(added, removed, changed);
    }

    /** {@return whether nothing differs} */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /** {@return these changes as a document: {@code added}, {@code removed}, and {@code changed} with both values} */
    public Document toDocument(Function<? super T, ? extends Document> value) {
        TreeMap<String, Document> both = new TreeMap<>();
        changed.forEach((key, change) -> both.put(
                key,
                Document.object()
                        .with("before", value.apply(change.before()))
                        .with("after", value.apply(change.after()))));
        return Document.object()
                .with("added", document(added, value))
                .with("removed", document(removed, value))
                .with("changed", Document.object(both));
    }

    /**
     * {@return a row {@code (key, before, after)} for each change, in the order of the keys; absent values are empty}
     */
    public List<List<String>> rows(Function<? super T, String> shown) {
        TreeMap<String, List<String>> rows = new TreeMap<>();
        added.forEach((key, value) -> rows.put(key, List.of(key, "", shown.apply(value))));
        removed.forEach((key, value) -> rows.put(key, List.of(key, shown.apply(value), "")));
        changed.forEach((key, change) ->
                rows.put(key, List.of(key, shown.apply(change.before()), shown.apply(change.after()))));
        return new ArrayList<>(rows.values());
    }

    private static <T> Document document(SortedMap<String, T> values, Function<? super T, ? extends Document> value) {
        TreeMap<String, Document> fields = new TreeMap<>();
        values.forEach((key, each) -> fields.put(key, value.apply(each)));
        return Document.object(fields);
    }
}
