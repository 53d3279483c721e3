// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;

/**
 * What the values of a column are like, beside how they are distributed. Immutable; adds up in any order.
 *
 * @param types how many values came as which type, such as {@code float64}; nulls have none, values of a type that does
 *     not fit the reference are counted here though they count as missing
 * @param distinct the different values that are not missing, infinite ones too; of a vector those of its norm
 * @param lengths of the texts, in UTF-16 units; none if there are none
 */
public record Content(SortedMap<String, Long> types, DistinctValues distinct, Moments lengths) {

    /** Of a column without values. */
    public static final Content NONE = new Content(new TreeMap<>(), DistinctValues.NONE, Moments.NONE);

    /** Copies the types. */
    public Content {
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
        requireNonNull(distinct, "distinct");
        requireNonNull(lengths, "lengths");
    }

    /** {@return the content whose {@link #toDocument()} this is} */
    public static Content from(Document document) {
        SortedMap<String, Long> types = new TreeMap<>();
        document.get("types").fields().forEach((type, count) -> types.put(type, count.whole()));
        return new Content(
                types,
                DistinctValues.from(document.get("distinct")),
                document.find("lengths").map(Moments::from).orElse(Moments.NONE));
    }

    /** {@return the content of both} */
    public Content plus(Content other) {
        SortedMap<String, Long> sums = new TreeMap<>(types);
        other.types.forEach((type, count) -> sums.merge(type, count, Long::sum));
        return new Content(sums, distinct.plus(other.distinct), lengths.plus(other.lengths));
    }

    /** {@return the form in which contents are stored} */
    public Document toDocument() {
        return toDocument(distinct.toDocument(), lengths.toDocument());
    }

    /** {@return the form for readers, without hashes and exact sums} */
    Document summary() {
        return toDocument(Document.object().with("count", distinct.count()), lengths.summary());
    }

    private Document toDocument(Document values, Document texts) {
        SortedMap<String, Document> counts = new TreeMap<>();
        types.forEach((type, count) -> counts.put(type, Document.of(count)));
        Document.Fields document =
                Document.object().with("types", Document.object(counts)).with("distinct", values);
        return lengths.count() == 0 ? document : document.with("lengths", texts);
    }
}
