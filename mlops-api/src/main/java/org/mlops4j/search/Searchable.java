// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What can be searched of things that are in memory, see {@link Finder}. Immutable; each method gives a changed copy.
 *
 * @param kind what the things are, such as {@code feature view}: for messages
 * @param id of a thing, by which it can be searched as {@code id}
 * @param fields the others by name
 * @param <T> a thing
 */
public record Searchable<T>(String kind, Function<? super T, String> id, SortedMap<String, TextField<T>> fields) {

    /** Copies the fields. */
    public Searchable {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** {@return things of which nothing but the id can be searched} */
    public static <T> Searchable<T> of(String kind, Function<? super T, String> id) {
        return new Searchable<>(kind, id, new TreeMap<>());
    }

    /** {@return this with a text that a thing may have} */
    public Searchable<T> text(String name, Function<? super T, Optional<String>> value) {
        return with(name, new One<>(value));
    }

    /** {@return this with a field that may have several texts, of which one has to match} */
    public Searchable<T> texts(String name, Function<? super T, ? extends Collection<String>> values) {
        return with(name, new Several<>(values));
    }

    private Searchable<T> with(String name, TextField<T> field) {
        SortedMap<String, TextField<T>> more = new TreeMap<>(fields);
        more.put(requireNonNull(name, "name"), field);
        return new Searchable<>(kind, id, more);
    }

    /** How a field is read. */
    public sealed interface TextField<T> {}

    /**
     * At most one text; things can be ordered by it.
     *
     * @param value gives it
     */
    public record One<T>(Function<? super T, Optional<String>> value) implements TextField<T> {}

    /**
     * Any number of texts.
     *
     * @param values gives them
     */
    public record Several<T>(Function<? super T, ? extends Collection<String>> values) implements TextField<T> {}
}
