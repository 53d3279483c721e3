// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Finder;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.Searchable;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredAttributes;

/** Gives things in memory the attributes that documents have in a store, and sorts them as a store does. */
public final class MemoryFinder implements Finder {

    private static final String ID = "id";
    private static final Document PRESENT = Document.of("");

    @Override
    public <T> Page<T> find(Collection<? extends T> things, Searchable<T> what, Search search) {
        SearchPlan plan = SearchPlan.of(
                what.kind(), field -> indexed(what, field), Field.attribute(ID).ascending(), search);
        MetadataQuery query = plan.page(search);
        Comparator<StoredAttributes> order = order(query);
        StoredAttributes last = query.after();
        return plan.page(
                        things.stream()
                                .map(thing -> new Known<T>(thing, attributes(what, thing)))
                                .filter(known -> plan.test().holds(new KnownAttributes(known.attributes, Told.NOTHING)))
                                .filter(known -> last == null || order.compare(known.attributes, last) > 0)
                                .sorted(Comparator.comparing(Known::attributes, order))
                                .limit(query.limit())
                                .toList(),
                        Known::attributes)
                .map(Known::thing);
    }

    private static Indexed indexed(Searchable<?> what, Field field) {
        if (field.source() == Field.Source.ATTRIBUTE) {
            Searchable.TextField<?> found = what.fields().get(field.key());
            if (found instanceof Searchable.Several) {
                return new Indexed(Indexed.Sort.MEMBER, member(field.key()));
            } else if (found != null || field.key().equals(ID)) {
                return new Indexed(Indexed.Sort.TEXT, field.key());
            }
        }
        throw new InvalidException("a " + what.kind() + " has no '" + field.text() + "'; it has id, "
                + String.join(", ", what.fields().keySet()));
    }

    private static <T> StoredAttributes attributes(Searchable<T> what, T thing) {
        SortedMap<String, Document> attributes = new TreeMap<>();
        what.fields().forEach((name, field) -> {
            if (field instanceof Searchable.One<T> one) {
                one.value().apply(thing).ifPresent(text -> attributes.put(name, Document.of(Indexed.cut(text))));
            } else if (field instanceof Searchable.Several<T> several) {
                several.values().apply(thing).forEach(text -> attributes.put(member(name) + text, PRESENT));
            }
        });
        String id = what.id().apply(thing);
        attributes.put(ID, Document.of(id));
        return new StoredAttributes(what.kind(), id, attributes);
    }

    private static String member(String field) {
        return field + "=";
    }

    private static Comparator<StoredAttributes> order(MetadataQuery query) {
        Comparator<Document> ascending = (a, b) -> Arrays.compareUnsigned(AttributeKey.of(a), AttributeKey.of(b));
        Function<StoredAttributes, Document> byId = known -> Document.of(known.id());
        Comparator<StoredAttributes> order =
                Comparator.comparing(byId, query.idsDescend() ? ascending.reversed() : ascending);
        for (int i = query.order().size() - 1; i >= 0; i--) {
            MetadataQuery.Sort sort = query.order().get(i);
            Function<StoredAttributes, @Nullable Document> value =
                    known -> known.attributes().get(sort.attribute());
            order = Comparator.comparing(
                            value, Comparator.nullsLast(sort.descending() ? ascending.reversed() : ascending))
                    .thenComparing(order);
        }
        return order;
    }

    private record Known<T>(T thing, StoredAttributes attributes) {}
}
