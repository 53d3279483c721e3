// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Order;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredAttributes;

/**
 * A search, read: text and typed parts together.
 *
 * @param query what a store can answer of it, in its order
 * @param test all of it
 * @param limit how many are wanted at once
 * @param isLimited whether the text said so
 * @param token marks pages of this search
 */
record SearchPlan(MetadataQuery query, AttributeTest.All test, int limit, boolean isLimited, PageToken token) {

    private static final int MOST_CONDITIONS = 500;
    private static final int DEEPEST = 50;

    /**
     * {@return a search over a kind of things}
     *
     * @param otherwise the order of searches that name none
     */
    static SearchPlan of(String kind, Fields fields, Order otherwise, Search search) {
        FilterCompiler compiler = new FilterCompiler(fields);
        SearchParser.Parsed parsed = SearchParser.search(search.text(), compiler::compile);
        List<Order> order = Stream.of(parsed.order(), search.order(), List.of(otherwise))
                .filter(orders -> !orders.isEmpty())
                .findFirst()
                .orElseThrow();
        AttributeTest.All test = compiler.all(List.of(parsed.filter(), search.filter()));
        MetadataQuery query = MetadataQuery.of(kind);
        for (MetadataCondition condition : stored(test)) {
            query = query.where(condition);
        }
        for (Order by : order) {
            String attribute = compiler.order(by.field());
            query = by.descending() ? query.descending(attribute) : query.ascending(attribute);
        }
        return new SearchPlan(
                query,
                test,
                parsed.limit() != null ? parsed.limit() : search.limit(),
                parsed.limit() != null,
                PageToken.of(kind, parsed.filter(), search.filter(), order));
    }

    /** {@return what a store is asked for one page, and for one more to know whether there are others} */
    MetadataQuery page(Search search) {
        MetadataQuery page = query.limit(limit + 1);
        return search.findAfter()
                .map(next -> page.after(token.read(next, query.kind())))
                .orElse(page);
    }

    /**
     * {@return a page of what was found for {@link #page(Search)}}
     *
     * @param place what is known of something that was found, at least what the order asks for
     */
    <T> Page<T> page(List<T> found, Function<? super T, StoredAttributes> place) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, token.write(place.apply(items.get(limit - 1)), query.order()));
    }

    private static List<MetadataCondition> stored(AttributeTest.All test) {
        List<MetadataCondition> conditions =
                test.tests().stream().flatMap(part -> part.necessary().stream()).toList();
        long leaves = conditions.stream().mapToLong(SearchPlan::leaves).sum();
        if (leaves > MOST_CONDITIONS) {
            throw new InvalidException(
                    "the search has " + leaves + " comparisons, at most " + MOST_CONDITIONS + " are allowed");
        } else if (conditions.stream().anyMatch(condition -> depth(condition) > DEEPEST)) {
            throw new InvalidException("the search is nested deeper than " + DEEPEST + " levels");
        }
        return conditions;
    }

    private static long leaves(MetadataCondition condition) {
        List<MetadataCondition> parts = parts(condition);
        return parts.isEmpty()
                ? 1
                : parts.stream().mapToLong(SearchPlan::leaves).sum();
    }

    private static int depth(MetadataCondition condition) {
        return 1 + parts(condition).stream().mapToInt(SearchPlan::depth).max().orElse(0);
    }

    private static List<MetadataCondition> parts(MetadataCondition condition) {
        if (condition instanceof MetadataCondition.AnyOf any) {
            return any.conditions();
        } else if (condition instanceof MetadataCondition.AllOf all) {
            return all.conditions();
        } else if (condition instanceof MetadataCondition.Not not) {
            return List.of(not.condition());
        }
        return List.of();
    }
}
