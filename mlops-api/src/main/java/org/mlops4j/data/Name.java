// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.mlops4j.error.InvalidException;

/**
 * The one rule for names of experiments, models, views, deployments, pipelines and aliases: 1 to 250 characters out of
 * {@code A-Z a-z 0-9 _ . -}, the first one a letter, a digit or an underscore, and no two dots in a row. So a name is
 * never a path, needs no escaping in a file, a URL or a report, and two names that look equal are equal.
 *
 * <p>Keys of parameters, metrics and tags may hold {@code / : space} as well; see {@link #requireKey}.
 */
public final class Name {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]|\\.(?!\\.)){0,249}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_/: -]|\\.(?!\\.)){0,249}");

    private Name() {}

    /**
     * {@return the name itself}
     *
     * @param what what is named, for the message: "model", "experiment"
     * @param name the candidate
     * @throws InvalidException if it breaks the rule
     */
    public static String require(String what, String name) {
        return require(NAME, "letters, digits, '_', '.' and '-'", what, name);
    }

    /**
     * {@return the key itself}
     *
     * @param what what the key is for, for the message: "metric", "tag"
     * @param key the candidate
     * @throws InvalidException if it breaks the rule
     */
    public static String requireKey(String what, String key) {
        requireNonNull(key, what);
        if (key.endsWith(" ") || key.endsWith("/")) {
            throw new InvalidException(what + " '" + shown(key) + "' must not end with a space or a slash");
        }
        return require(KEY, "letters, digits, '_', '.', '-', '/', ':' and spaces", what, key);
    }

    private static String require(Pattern rule, String allowed, String what, String name) {
        requireNonNull(name, what);
        if (!rule.matcher(name).matches()) {
            throw new InvalidException(what + " '" + shown(name) + "' is not allowed: 1 to 250 characters out of "
                    + allowed + ", beginning with a letter, digit or '_', without '..'");
        }
        return name;
    }

    /** {@return a text that may hold anything, fit for a message: cut, without control characters} */
    static String shown(String name) {
        String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        StringBuilder text = new StringBuilder(cut.length());
        cut.codePoints()
                .forEach(c -> text.appendCodePoint(
                        Character.isISOControl(c) || Character.isSurrogate((char) c) ? '\uFFFD' : c));
        return text.toString();
    }
}
