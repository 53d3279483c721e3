// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Names of MLflow as names of this library: a character that is not allowed becomes its code between {@code _u} and
 * {@code _}, such as {@code _u0040_} for {@code @}. Other names stay as they are.
 */
final class Keys {

    private Keys() {}

    /** {@return a key by the rule of {@link org.mlops4j.data.Name#requireKey}, unless it is too long or empty} */
    static String key(String name) {
        return escaped(name, "_.-/: ");
    }

    /** {@return the path of an artifact: a key without colons, of which no segment ends with a dot or a space} */
    static String artifact(String path) {
        return key(path)
                .replace(":", "_u003a_")
                .replaceAll("\\.(?=/|$)", "_u002e_")
                .replaceAll(" (?=/|$)", "_u0020_");
    }

    /** {@return the path of a model file, whose segments keep the rule of {@link org.mlops4j.data.Name#require}} */
    static String file(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> escaped(segment, "_.-"))
                .collect(Collectors.joining("/"));
    }

    /**
     * {@return a name by the rule of {@link org.mlops4j.data.Name#require}} Names of experiments and models are seen
     * often, so what is not allowed becomes one dash; two names may become one.
     */
    static String name(String name) {
        String dashed = name.replaceAll("[^A-Za-z0-9_.-]+", "-")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^[.-]+|[.-]+$", "");
        String cut = dashed.length() > 200 ? dashed.substring(0, 200) : dashed;
        return cut.isEmpty() ? "unnamed" : cut;
    }

    private static String escaped(String name, String allowed) {
        StringBuilder key = new StringBuilder();
        int[] points = name.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            boolean plain = isLetterOrDigit(c) || c == '_';
            boolean inside = allowed.indexOf(c) >= 0
                    && i > 0
                    && !(c == '.' && points[i - 1] == '.')
                    && !((c == ' ' || c == '/') && i == points.length - 1);
            if (plain || inside) {
                key.appendCodePoint(c);
            } else {
                key.append(String.format(Locale.ROOT, "_u%04x_", c));
            }
        }
        return key.toString();
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
