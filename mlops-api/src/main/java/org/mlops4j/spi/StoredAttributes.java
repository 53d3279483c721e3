// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;

/**
 * Some attributes of a document, without the document. Numbers are given by value, as indexes hold them: one that is
 * whole and fits in a {@code long} as {@link Document.Whole}, every other as {@link Document.Real}.
 *
 * @param kind what the document is
 * @param id unique within its kind
 * @param attributes those asked for that it has
 */
public record StoredAttributes(String kind, String id, SortedMap<String, Document> attributes) {

    private static final double TWO_TO_63 = 0x1p63;

    /** Copies the attributes. */
    public StoredAttributes {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** {@return all attributes of a document} */
    public static StoredAttributes of(StoredDocument document) {
        return of(document, document.attributes().keySet());
    }

    /** {@return some attributes of a document, as far as it has them} */
    public static StoredAttributes of(StoredDocument document, Collection<String> names) {
        SortedMap<String, Document> some = new TreeMap<>();
        for (String name : names) {
            Document value = document.attributes().get(name);
            if (value != null) {
                some.put(name, value instanceof Document.Real real ? byValue(real.number()) : value);
            }
        }
        return new StoredAttributes(document.kind(), document.id(), some);
    }

    private static Document byValue(double number) {
        boolean whole = number == Math.rint(number) && number >= -TWO_TO_63 && number < TWO_TO_63;
        return whole ? Document.of((long) number) : Document.of(number);
    }
}
