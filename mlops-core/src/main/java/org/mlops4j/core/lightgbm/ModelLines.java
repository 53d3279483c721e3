// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** Goes through a model line by line, and gives its blocks of lines {@code key=value}. */
final class ModelLines {

    private static final int SHOWN = 40;

    private final byte[] bytes;
    private int next;
    private int begin;
    private int line;

    ModelLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return where the line that was read last begins} */
    int begin() {
        return begin;
    }

    /**
     * {@return the next line that is not empty}
     *
     * @throws InvalidException at the end
     */
    String filled() {
        for (String text = read(); text != null; text = read()) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        throw invalid("ends early");
    }

    /** {@return the fields up to the next empty line} */
    Block block(String name) {
        Map<String, String> fields = new HashMap<>();
        for (String text = read(); text != null && !text.isEmpty(); text = read()) {
            int equal = text.indexOf('=');
            // A line without '=' is a flag such as average_output.
            String key = equal < 0 ? text : text.substring(0, equal);
            if (fields.put(key, equal < 0 ? "" : text.substring(equal + 1)) != null) {
                throw invalid("has the field '" + shortened(key) + "' twice in " + name);
            }
        }
        return new Block(name, fields);
    }

    /**
     * {@return the parameters of the training, {@code [key: value]} between the lines {@code parameters:} and
     * {@code end of parameters}; empty if the rest of the file has none}
     */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        boolean inside = false;
        for (String text = read(); text != null && !text.equals("end of parameters"); text = read()) {
            int colon = text.indexOf(": ");
            if (inside && colon > 0 && text.startsWith("[") && text.endsWith("]")) {
                parameters.putIfAbsent(text.substring(1, colon), text.substring(colon + 2, text.length() - 1));
            }
            inside |= text.equals("parameters:");
        }
        return parameters;
    }

    private @Nullable String read() {
        begin = next;
        if (next == bytes.length) {
            return null;
        }
        int end = next;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        next = Math.min(end + 1, bytes.length);
        line++;
        int length = end - begin - (end > begin && bytes[end - 1] == '\r' ? 1 : 0);
        return new String(bytes, begin, length, StandardCharsets.UTF_8);
    }

    /** {@return an exception that says where the reader is} */
    InvalidException invalid(String complaint) {
        return new InvalidException("the LightGBM model " + complaint + ", at line " + line);
    }

    /** {@return a text that may be long, fit for a message} */
    static String shortened(String text) {
        String printable = text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^ -~]", "?");
        return text.length() <= SHOWN ? printable : printable + "...";
    }
}
