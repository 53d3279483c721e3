// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mlops4j.search.Order;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;

/**
 * Searches over documents of one kind. The store answers what it can, by its indexes; what is left is tested on the
 * attributes of what it found. So every store gives the same answer. What is in no index is told of each candidate, in
 * the transaction of the search.
 */
public final class DocumentSearch {

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
        SearchPlan plan = plan(search);
        return plan.page(documents(reader, candidates(plan), plan.page(search)), StoredAttributes::of);
    }

    /**
     * {@return a page of some fields of what a search finds} What is in no index under one name, such as one of several
     * datasets, needs the whole document; all else is read from the indexes.
     *
     * @param wanted fields in the language of filters
     */
    public Page<SearchRow> select(MetadataReader reader, Search search, List<String> wanted) {
        SearchPlan plan = plan(search);
        Candidates candidates = candidates(plan);
        Selection selection = Selection.of(wanted, fields);
        return plan.page(candidates.passing(reader, plan.page(search), selection.attributes()), Function.identity())
                .map(found -> selection.row(new KnownAttributes(found, told)));
    }

    /** {@return whatever a search given as text finds, or as much of it as the limit in the text says} */
    public List<StoredDocument> all(MetadataReader reader, Search search) {
        SearchPlan plan = plan(search.limit(Search.MOST));
        Candidates candidates = candidates(plan);
        List<StoredDocument> all = new ArrayList<>();
        MetadataQuery query = plan.query().limit(plan.limit());
        List<StoredDocument> page = documents(reader, candidates, query);
        all.addAll(page);
        while (page.size() == query.limit() && !plan.isLimited()) {
            page = documents(reader, candidates, query.after(page.get(page.size() - 1)));
            all.addAll(page);
        }
        return all;
    }

    private List<StoredDocument> documents(MetadataReader reader, Candidates candidates, MetadataQuery query) {
        if (candidates.tests().isEmpty()) {
            return reader.query(query);
        }
        return candidates.passing(reader, query, Optional.of(Set.of())).stream()
                .map(passing -> reader.find(kind, passing.id()).orElseThrow())
                .toList();
    }

    private SearchPlan plan(Search search) {
        return SearchPlan.of(kind, fields, newestFirst, search);
    }

    private Candidates candidates(SearchPlan plan) {
        return new Candidates(
                plan.test().tests().stream()
                        .filter(part -> part.exact().isEmpty())
                        .toList(),
                told);
    }
}
