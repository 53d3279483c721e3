// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * The fields of a request, from its body or its query. What is not asked for is ignored; whole numbers may be texts,
 * and real ones too.
 *
 * @param fields by name
 */
public record Arguments(Document.Fields fields) {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    public static Arguments of(Document document) {
        return new Arguments(Document.object(document.fields()));
    }

    /** {@return a text that must be there and not be empty} */
    public String text(String name) {
        return findText(name).orElseThrow(() -> missing(name));
    }

    /** {@return a text, if it is there and not empty: the protocol does not tell the two apart} */
    public Optional<String> findText(String name) {
        return fields.find(name).map(value -> asText(name, value)).filter(text -> !text.isEmpty());
    }

    public long whole(String name) {
        return findWhole(name).orElseThrow(() -> missing(name));
    }

    public Optional<Long> findWhole(String name) {
        return fields.find(name).map(value -> asWhole(name, value));
    }

    public double number(String name) {
        return fields.find(name).map(value -> asNumber(name, value)).orElseThrow(() -> missing(name));
    }

    /** {@return the items of a list, none if it is absent; one value stands for a list of one, as in a query} */
    public List<Document> list(String name) {
        return fields.find(name)
                .map(value -> value instanceof Document.Items items ? items.list() : List.of(value))
                .orElse(List.of());
    }

    public List<String> texts(String name) {
        return list(name).stream().map(item -> asText(name, item)).toList();
    }

    public List<Arguments> objects(String name) {
        return list(name).stream()
                .map(item -> {
                    if (!(item instanceof Document.Fields object)) {
                        throw new InvalidException("'" + name + "' must be a list of objects");
                    }
                    return new Arguments(object);
                })
                .toList();
    }

    /** {@return a count between 1 and a greatest, or a default} */
    public int limit(String name, int byDefault, int most) {
        long limit = findWhole(name).filter(given -> given != 0).orElse((long) byDefault);
        if (limit < 1 || limit > most) {
            throw new InvalidException("'" + name + "' must be between 1 and " + most + ", was " + limit);
        }
        return Math.toIntExact(limit);
    }

    private static String asText(String name, Document value) {
        if (value instanceof Document.Text text) {
            return text.text();
        } else if (value instanceof Document.Whole whole) {
            return Long.toString(whole.whole());
        }
        throw new InvalidException("'" + name + "' must be a text");
    }

    private static long asWhole(String name, Document value) {
        if (value instanceof Document.Whole whole) {
            return whole.whole();
        } else if (value instanceof Document.Real real
                && real.number() == Math.rint(real.number())
                && Math.abs(real.number()) <= 1L << 53) {
            return (long) real.number();
        } else if (value instanceof Document.Text text) {
            try {
                return Long.parseLong(text.text());
            } catch (NumberFormatException e) {
                throw new InvalidException("'" + name + "' must be a whole number of 64 bits", e);
            }
        }
        throw new InvalidException("'" + name + "' must be a whole number of 64 bits");
    }

    private static double asNumber(String name, Document value) {
        if (value instanceof Document.Text text && DECIMAL.matcher(text.text()).matches()) {
            return Double.parseDouble(text.text());
        }
        try {
            return value.number();
        } catch (InvalidException e) {
            throw new InvalidException("'" + name + "' must be a number, or NaN, Infinity or -Infinity as text", e);
        }
    }

    private static InvalidException missing(String name) {
        return new InvalidException("'" + name + "' is missing");
    }
}
