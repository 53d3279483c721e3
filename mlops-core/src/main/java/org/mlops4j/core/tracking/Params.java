// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Limits;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;

/** The values that a parameter may have. */
final class Params {

    private static final int DEPTH = 32;
    private static final DocumentText JSON = new JacksonText();

    private Params() {}

    /** {@return the parameters as they are stored} */
    static SortedMap<String, Document> toDocuments(Limits limits, Map<String, ?> values) {
        SortedMap<String, Document> params = new TreeMap<>();
        values.forEach((key, value) -> {
            Document document = convert(limits.requireKey("parameter", key), value, DEPTH);
            limits.requireParam(
                    key,
                    document instanceof Document.Text text
                            ? text.text().length()
                            : JSON.write(document).length());
            params.put(key, document);
        });
        return params;
    }

    /** Refuses parameters that a run has with another value. */
    static void requireSetOnce(String run, Map<String, Document> before, Map<String, Document> params) {
        params.forEach((key, value) -> {
            Document earlier = before.get(key);
            if (earlier != null && !earlier.equals(value)) {
                throw new AlreadyExistsException("parameter '" + key + "' of run '" + run
                        + "' is set already, to another value; a parameter is set once");
            }
        });
    }

    private static Document convert(String key, @Nullable Object value, int depth) {
        if (depth == 0) {
            throw new InvalidException("parameter '" + key + "' is nested deeper than " + DEPTH + " levels");
        } else if (value instanceof Document document) {
            return document;
        } else if (value instanceof String text) {
            return Document.of(text);
        } else if (value instanceof Integer || value instanceof Long) {
            return Document.of(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            return Document.of(((Number) value).doubleValue());
        } else if (value instanceof Boolean truth) {
            return Document.of(truth.booleanValue());
        } else if (value instanceof List<?> items) {
            return Document.list(
                    items.stream().map(item -> convert(key, item, depth - 1)).toList());
        } else if (value instanceof Map<?, ?> fields) {
            return fields(key, fields, depth - 1);
        }
        throw new InvalidException("parameter '" + key + "' is or holds "
                + (value == null ? "null" : "a " + value.getClass().getName())
                + "; allowed are String, Integer, Long, Float, Double, Boolean, Document, and List and Map of these");
    }

    private static Document fields(String key, Map<?, ?> fields, int depth) {
        SortedMap<String, Document> converted = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new InvalidException("parameter '" + key + "' holds a map whose key '" + name + "' is no text");
            }
            converted.put(text, convert(key, value, depth));
        });
        return Document.object(converted);
    }
}
