// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to find, in which order, how much at once. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * tracking.search(Search.of("metrics.auc.max > 0.7 and params.depth <= 8 order by metrics.logloss limit 20"))
 * tracking.search(Search.of(Field.metric("auc").max().above(0.7)).orderBy(Field.metric("logloss").ascending()))
 * }</pre>
 *
 * <p>Pages are found by the last item of the page before rather than by counting: what comes or goes between two pages
 * repeats and skips nothing else.
 */
public final class Search {

    /** How many items a page has if nothing is said. */
    public static final int DEFAULT_LIMIT = 100;

    /** How many items a page has at most. */
    public static final int MOST = 10_000;

    /** By how many fields what is found is ordered at most. */
    public static final int MOST_FIELDS = 10;

    private final String text;
    private final Filter filter;
    private final List<Order> order;
    private final int limit;
    private final @Nullable String after;

    private Search(String text, Filter filter, List<Order> order, int limit, @Nullable String after) {
        this.text = text;
        this.filter = filter;
        this.order = order;
        this.limit = limit;
        this.after = after;
    }

    /** {@return a search for everything} */
    public static Search everything() {
        return of("");
    }

    /**
     * {@return a search given as text: a filter, {@code order by field [asc|desc], …}, {@code limit number}, each of
     * them optional} The text is read when the search is carried out.
     */
    public static Search of(String text) {
        return new Search(requireNonNull(text, "text"), Filter.everything(), List.of(), DEFAULT_LIMIT, null);
    }

    /** {@return a search for what a filter lets pass} */
    public static Search of(Filter filter) {
        return everything().where(filter);
    }

    /** {@return this for what passes one more filter} */
    public Search where(Filter more) {
        return new Search(text, filter.and(more), order, limit, after);
    }

    /**
     * {@return this in another order; an order in the text wins}
     *
     * @param by what the first leaves equal is ordered by the second, and so on; at most {@value #MOST_FIELDS}
     */
    public Search orderBy(Order... by) {
        if (by.length > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "what is found is ordered by at most " + MOST_FIELDS + " fields, not by " + by.length);
        }
        return new Search(text, filter, List.of(by), limit, after);
    }

    /** {@return this with another size of the page, 1 to {@value #MOST}; a limit in the text wins} */
    public Search limit(int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " items, not " + most);
        }
        return new Search(text, filter, order, most, after);
    }

    /** {@return this going on behind a page, see {@link Page#findNext}; all else must be as it was} */
    public Search after(String next) {
        return new Search(text, filter, order, limit, requireNonNull(next, "next"));
    }

    /** {@return the text, empty if the search is given by conditions alone} */
    public String text() {
        return text;
    }

    /** {@return the filter beside that of the text} */
    public Filter filter() {
        return filter;
    }

    /** {@return the order given beside the text, the most important first; empty if there is none} */
    public List<Order> order() {
        return order;
    }

    /** {@return the size of the page unless the text says another} */
    public int limit() {
        return limit;
    }

    /** {@return the page behind which to go on, if it is not the first} */
    public Optional<String> findAfter() {
        return Optional.ofNullable(after);
    }
}
