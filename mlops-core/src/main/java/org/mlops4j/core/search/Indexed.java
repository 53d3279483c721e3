// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static java.util.Objects.requireNonNull;

/**
 * How a field lies in the attributes of documents.
 *
 * @param sort what is under the attribute, and beside it
 * @param attribute the name of the attribute
 */
public record Indexed(Sort sort, String attribute) {

    /** Search sees so many characters of a text; databases bound what an index holds. */
    public static final int CHARACTERS = 500;

    /** Checks the parts. */
    public Indexed {
        requireNonNull(sort, "sort");
        requireNonNull(attribute, "attribute");
    }

    /** {@return where the full text of a parameter is, beside the number or text under its attribute} */
    public static String textOf(String attribute) {
        return attribute + "#text";
    }

    /** {@return where the name of a value is that is no number or infinite, so that orders put it with the missing} */
    public static String notFiniteOf(String attribute) {
        return attribute + "#not-finite";
    }

    /** {@return what search sees of a text} */
    public static String cut(String text) {
        if (text.length() <= CHARACTERS) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(CHARACTERS - 1));
        return text.substring(0, splits ? CHARACTERS - 1 : CHARACTERS);
    }

    /** Sorts of fields. */
    public enum Sort {
        /** A text. */
        TEXT,

        /** A whole number. */
        NUMBER,

        /** Nanoseconds since 1970. */
        TIME,

        /** A finite double, or else its name at {@link #notFiniteOf}. */
        METRIC,

        /** A number if it is or reads as one, otherwise a text; its text at {@link #textOf} in either case. */
        PARAM,

        /** A text that no index has; {@link Told} says it of each document. */
        TOLD,

        /** One of several texts: each has an attribute of its own, this name followed by the text. */
        MEMBER
    }
}
