// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Order;
import org.mlops4j.spi.MetadataQuery.Sort;
import org.mlops4j.spi.StoredAttributes;

/**
 * Where a page ends, as a text for callers: the last item's id and its values in the order, and a digest of the search,
 * so that a token is not taken for another one's.
 *
 * @param search the digest
 */
record PageToken(String search) {

    private static final DocumentText JSON = new JacksonText();

    static PageToken of(String kind, Filter text, Filter filter, List<Order> order) {
        return new PageToken(
                Digest.of((kind + text + filter + order).getBytes(UTF_8)).hex());
    }

    String write(StoredAttributes last, List<Sort> order) {
        Map<String, Document> values = new TreeMap<>(last.attributes());
        values.keySet().retainAll(order.stream().map(Sort::attribute).toList());
        String json = JSON.write(
                Document.object().with("search", search).with("id", last.id()).with("values", Document.object(values)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    /** {@return as much of the last item as the store needs to go on behind it} */
    StoredAttributes read(String token, String kind) {
        Document document = decoded(token);
        if (!document.find("search").map(Document::text).orElse("").equals(search)) {
            throw new InvalidException(
                    "the page to go on behind is one of another search: repeat filter and order of the"
                            + " first page unchanged");
        }
        return new StoredAttributes(
                kind, document.get("id").text(), document.get("values").fields());
    }

    private static Document decoded(String token) {
        try {
            return JSON.read(new String(Base64.getUrlDecoder().decode(token), UTF_8));
        } catch (IllegalArgumentException | InvalidException e) {
            throw new InvalidException(
                    "'" + (token.length() > 60 ? token.substring(0, 60) + "…" : token)
                            + "' is not where a page of a search ended",
                    e);
        }
    }
}
