// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import java.util.Collection;

/**
 * Searches things that are in memory as runs and versions are searched: one language, one order, pages. Thread-safe.
 */
public interface Finder {

    /**
     * {@return a page of those of some things that a search finds} Looks at each of them.
     *
     * @param things with different ids; what comes or goes between two pages repeats and skips nothing else
     * @param what what can be searched of them
     * @param search without an order it finds them by id
     * @throws org.mlops4j.error.InvalidException if its text cannot be read; the message points at the column
     */
    <T> Page<T> find(Collection<? extends T> things, Searchable<T> what, Search search);
}
