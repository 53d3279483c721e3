// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.regex.Pattern;
import org.mlops4j.error.InvalidException;

/**
 * How long names and texts may be that come in. What is longer is refused, never cut. What is stored already stays and
 * is read, whatever the limits are now. Characters are those of {@link String#length}.
 *
 * @param names of the names of new experiments and models, and of the keys of parameters, metrics and tags; at most
 *     {@value #MOST_NAME}, see {@link Name}
 * @param params of a parameter: of its text, or of the JSON of another value
 * @param tags of the value of a tag of a run, a model or a version, and of the note of a run
 */
public record Limits(int names, int params, int tags) {

    /** A name is part of keys in every store, so there is no more. */
    public static final int MOST_NAME = 250;

    /** All texts of a run together must fit into one document of a store. */
    public static final int MOST_TEXT = 1_000_000;

    private static final Pattern SAME_AS_ANOTHER = Pattern.compile("/(?:/|\\.(?:/|\\z))");

    /** What MLflow allows, so that what comes from there fits. */
    public static final Limits DEFAULT = new Limits(MOST_NAME, 6_000, 8_000);

    /** Checks that there is room for something, and not for more than stores take. */
    public Limits {
        require("names", names, MOST_NAME);
        require("params", params, MOST_TEXT);
        require("tags", tags, MOST_TEXT);
    }

    /** {@return these limits with another one for names and keys} */
    public Limits withNames(int characters) {
        return new Limits(characters, params, tags);
    }

    /** {@return these limits with another one for parameters} */
    public Limits withParams(int characters) {
        return new Limits(names, characters, tags);
    }

    /** {@return these limits with another one for tags and notes} */
    public Limits withTags(int characters) {
        return new Limits(names, params, characters);
    }

    /**
     * {@return the name itself, which keeps the rule of {@link Name#require} and the limit}
     *
     * @param what what is named, for the message
     * @throws InvalidException if it does not
     */
    public String requireName(String what, String name) {
        return requireShort(what, Name.require(what, name));
    }

    /**
     * {@return the key itself, which keeps the rule of {@link Name#requireKey} and the limit, and has no segment
     * between slashes that is empty or a dot} So {@code a/b} has no other names, such as {@code a//b} or {@code a/./b}.
     *
     * @param what what the key is for, for the message
     * @throws InvalidException if it does not
     */
    public String requireKey(String what, String key) {
        if (SAME_AS_ANOTHER.matcher(Name.requireKey(what, key)).find()) {
            throw new InvalidException(what + " '" + Name.shown(key) + "' has an empty segment or one that is a dot;"
                    + " write 'a/b', not 'a//b' or 'a/./b'");
        }
        return requireShort(what, key);
    }

    /**
     * Checks the length of a parameter.
     *
     * @throws InvalidException if it is longer than {@link #params}
     */
    public void requireParam(String key, int characters) {
        requireAtMost(params, "parameter '" + key + "'", characters);
    }

    /**
     * {@return the value of a tag, or a note, which keeps the limit}
     *
     * @param what what it is, for the message
     * @throws InvalidException if it is longer than {@link #tags}
     */
    public String requireTag(String what, String text) {
        requireAtMost(tags, what, text.length());
        return text;
    }

    private String requireShort(String what, String name) {
        if (name.length() > names) {
            throw new InvalidException(what + " '" + Name.shown(name) + "' has " + name.length()
                    + " characters, at most " + names + " are allowed");
        }
        return name;
    }

    private static void requireAtMost(int most, String what, int characters) {
        if (characters > most) {
            throw new InvalidException(what + " has " + characters + " characters, at most " + most
                    + " are allowed; store longer texts as artifact");
        }
    }

    private static void require(String what, int characters, int most) {
        if (characters < 1 || characters > most) {
            throw new IllegalArgumentException(
                    "the limit of " + what + " is 1 to " + most + " characters, was " + characters);
        }
    }
}
