// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** Texts of a request line, decoded exactly once. What is not UTF-8, or half an escape, is refused. */
public final class PercentCoding {

    private PercentCoding() {}

    /** {@return the fields of a query; a name that repeats is a list} */
    static Document.Fields query(@Nullable String raw) {
        Map<String, List<String>> values = new TreeMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.computeIfAbsent(form(pair.substring(0, equals)), name -> new ArrayList<>())
                            .add(form(pair.substring(equals + 1)));
                }
            }
        }
        Map<String, Document> fields = new TreeMap<>();
        values.forEach(
                (name, all) -> fields.put(name, all.size() == 1 ? Document.of(all.get(0)) : Document.texts(all)));
        return Document.object(fields);
    }

    /** {@return a part of a path, in which a plus is a plus} */
    public static String path(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(escaped(raw, i));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw new InvalidException("the request line holds a character that is not ASCII");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidException("the request line holds escapes that are not UTF-8", e);
        }
    }

    private static String form(String raw) {
        return path(raw.replace('+', ' '));
    }

    private static int escaped(String raw, int percent) {
        if (percent + 2 >= raw.length()) {
            throw new InvalidException("the request line ends within an escape");
        }
        int high = Character.digit(raw.charAt(percent + 1), 16);
        int low = Character.digit(raw.charAt(percent + 2), 16);
        if (high < 0 || low < 0) {
            throw new InvalidException("the request line holds '%' without two hexadecimal digits");
        }
        return high * 16 + low;
    }
}
