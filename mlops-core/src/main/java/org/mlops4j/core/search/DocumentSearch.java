// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Order;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/**
 * Searches over documents of one kind. The store answers what it can, by its indexes; what is left is tested on the
 * attributes of what it found. So every store gives the same answer. What is in no index is told of each candidate, in
 * the transaction of the search.
 */
public final class DocumentSearch {

    private static final int MOST_CONDITIONS = 500;
    private static final int DEEPEST = 50;

    /** As many are looked at in one query where few of them may pass. */
    private static final int CANDIDATES = 200;

    private final String kind;
    private final Fields fields;
    private final Order newestFirst;
    private final Told told;

    /**
     * A search over a kind.
     *
     * @param newestFirst the order of searches that name none
     */
    public DocumentSearch(String kind, Fields fields, Order newestFirst) {
        this(kind, fields, newestFirst, Told.NOTHING);
    }

    private DocumentSearch(String kind, Fields fields, Order newestFirst, Told told) {
        this.kind = requireNonNull(kind, "kind");
        this.fields = requireNonNull(fields, "fields");
        this.newestFirst = requireNonNull(newestFirst, "newestFirst");
        this.told = requireNonNull(told, "told");
    }

    /** {@return this search in a transaction in which somebody tells what no index has} */
    public DocumentSearch telling(Told by) {
        return new DocumentSearch(kind, fields, newestFirst, by);
    }

    /** {@return a page of what a search finds} */
    public Page<StoredDocument> page(MetadataReader reader, Search search) {
        Plan plan = plan(search);
        MetadataQuery query = plan.query().limit(plan.limit() + 1);
        if (search.findAfter().isPresent()) {
            query = query.after(plan.token().read(search.findAfter().get(), kind));
        }
        List<StoredDocument> found = run(reader, query, plan.here());
        if (found.size() <= plan.limit()) {
            return new Page<>(found, null);
        }
        List<StoredDocument> items = found.subList(0, plan.limit());
        return new Page<>(
                items,
                plan.token().write(items.get(items.size() - 1), plan.query().order()));
    }

    /** {@return whatever a search given as text finds, or as much of it as the limit in the text says} */
    public List<StoredDocument> all(MetadataReader reader, Search search) {
        Plan plan = plan(search.limit(Search.MOST));
        List<StoredDocument> all = new ArrayList<>();
        MetadataQuery query = plan.query().limit(plan.limit());
        List<StoredDocument> page = run(reader, query, plan.here());
        all.addAll(page);
        while (page.size() == query.limit() && !plan.isLimited()) {
            page = run(reader, query.after(page.get(page.size() - 1)), plan.here());
            all.addAll(page);
        }
        return all;
    }

    private Plan plan(Search search) {
        FilterCompiler compiler = new FilterCompiler(fields);
        SearchParser.Parsed parsed = SearchParser.search(search.text(), compiler::compile);
        List<Order> order = Stream.of(parsed.order(), search.order(), List.of(newestFirst))
                .filter(orders -> !orders.isEmpty())
                .findFirst()
                .orElseThrow();
        AttributeTest.All test =
                AttributeTest.All.of(Stream.of(parsed.filter(), search.filter()).map(compiler::compile));
        MetadataQuery query = MetadataQuery.of(kind);
        for (MetadataCondition condition : stored(test)) {
            query = query.where(condition);
        }
        for (Order by : order) {
            String attribute = compiler.order(by.field());
            query = by.descending() ? query.descending(attribute) : query.ascending(attribute);
        }
        return new Plan(
                query,
                test.tests().stream().filter(part -> part.exact().isEmpty()).toList(),
                parsed.limit() != null ? parsed.limit() : search.limit(),
                parsed.limit() != null,
                PageToken.of(kind, parsed.filter(), search.filter(), order));
    }

    private static List<MetadataCondition> stored(AttributeTest.All test) {
        List<MetadataCondition> conditions =
                test.tests().stream().flatMap(part -> part.necessary().stream()).toList();
        long leaves = conditions.stream().mapToLong(DocumentSearch::leaves).sum();
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
                : parts.stream().mapToLong(DocumentSearch::leaves).sum();
    }

    private static int depth(MetadataCondition condition) {
        return 1
                + parts(condition).stream()
                        .mapToInt(DocumentSearch::depth)
                        .max()
                        .orElse(0);
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

    private List<StoredDocument> run(MetadataReader reader, MetadataQuery query, List<AttributeTest> here) {
        if (here.isEmpty()) {
            return reader.query(query);
        }
        Predicate<StoredDocument> passes =
                stored -> here.stream().allMatch(part -> part.holds(new Candidate(stored, told)));
        MetadataQuery candidates = query.limit(Math.max(query.limit(), CANDIDATES));
        List<StoredDocument> found = new ArrayList<>();
        List<StoredDocument> page = reader.query(candidates);
        while (true) {
            page.stream().filter(passes).limit(query.limit() - found.size()).forEach(found::add);
            if (page.size() < candidates.limit() || found.size() == query.limit()) {
                return found;
            }
            page = reader.query(candidates.after(page.get(page.size() - 1)));
        }
    }

    /** What is known of a document that a query found. */
    private record Candidate(StoredDocument stored, Told told) implements AttributeTest.Attributes {

        @Override
        public @Nullable Document find(String name) {
            Document value = stored.attributes().get(name);
            return value != null ? value : told.find(stored, name).orElse(null);
        }

        @Override
        public Stream<String> behind(String prefix) {
            return stored.attributes().tailMap(prefix).keySet().stream()
                    .takeWhile(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()));
        }
    }

    /**
     * A search, read.
     *
     * @param query what the store is asked
     * @param here what it cannot answer, to be tested on what it finds
     * @param limit how many are wanted at once
     * @param isLimited whether the text said so
     * @param token marks pages of this search
     */
    private record Plan(MetadataQuery query, List<AttributeTest> here, int limit, boolean isLimited, PageToken token) {}
}
