// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.search.Search;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredAttributes;

/**
 * The documents that a query of the store finds, of which those are kept that pass what the store cannot test. Only the
 * attributes are read that somebody asks for, as long as their names are known beforehand.
 *
 * @param tests what the store cannot test
 * @param told says what no index has
 */
record Candidates(List<AttributeTest> tests, Told told) {

    /** As many are looked at first where few of them may pass. */
    private static final int FIRST = 200;

    /** Each time none is left, as many times more: a store may have to look for its candidates anew. */
    private static final int GROWTH = 8;

    Candidates {
        tests = List.copyOf(tests);
    }

    /**
     * {@return those that pass, in the order and up to the limit of the query}
     *
     * @param wanted the names of the attributes to return beside those of the order; empty for all that there are
     */
    List<StoredAttributes> passing(MetadataReader reader, MetadataQuery query, Optional<Set<String>> wanted) {
        Optional<Set<String>> names =
                wanted.flatMap(some -> AttributeTest.reads(tests).map(tested -> {
                    Set<String> together = new TreeSet<>(some);
                    together.addAll(tested);
                    query.order().forEach(sort -> together.add(sort.attribute()));
                    return together;
                }));
        if (tests.isEmpty()) {
            return read(reader, query, names);
        }
        List<StoredAttributes> passing = new ArrayList<>();
        MetadataQuery next = query.limit(Math.max(query.limit(), FIRST));
        while (true) {
            List<StoredAttributes> page = read(reader, next, names);
            page.stream()
                    .filter(this::passes)
                    .limit(query.limit() - passing.size())
                    .forEach(passing::add);
            if (page.size() < next.limit() || passing.size() == query.limit()) {
                return passing;
            }
            next = next.after(page.get(page.size() - 1)).limit(Math.min(GROWTH * next.limit(), Search.MOST));
        }
    }

    private boolean passes(StoredAttributes document) {
        return tests.stream().allMatch(test -> test.holds(new KnownAttributes(document, told)));
    }

    private static List<StoredAttributes> read(
            MetadataReader reader, MetadataQuery query, Optional<Set<String>> names) {
        return names.map(some -> reader.select(query, some))
                .orElseGet(() ->
                        reader.query(query).stream().map(StoredAttributes::of).toList());
    }
}
