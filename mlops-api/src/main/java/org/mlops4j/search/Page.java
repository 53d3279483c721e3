// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was found, and where to go on.
 *
 * @param items in the order of the search
 * @param next what {@link Search#after} takes to get the next page, {@code null} if there is none
 * @param <T> what was searched
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** {@return this page with something else in place of each item} */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), next);
    }

    /** {@return what {@link Search#after} takes to get the next page, if there is one} */
    public Optional<String> findNext() {
        return Optional.ofNullable(next);
    }
}
