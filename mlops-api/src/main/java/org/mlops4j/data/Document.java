// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * A JSON value: what definitions, policies and stored metadata are made of. Immutable. Objects keep their fields sorted
 * by name, so equal documents have one order, one text and one {@link #digest()}.
 *
 * <p>JSON has no NaN and no infinities. {@link #of(double)} turns them into the texts {@code "NaN"}, {@code "Infinity"}
 * and {@code "-Infinity"}, and {@link #number()} reads those back, so every double survives bit for bit but for the
 * payload of a NaN.
 *
 * <p>Text in and out is {@link DocumentText}.
 */
public sealed interface Document {

    /** {@return the JSON {@code null}} */
    static Null nothing() {
        return new Null();
    }

    /** {@return an object without fields; add some by {@link Fields#with}} */
    static Fields object() {
        return Fields.EMPTY;
    }

    /** {@return an object of these fields} */
    static Fields object(Map<String, ? extends Document> fields) {
        return fields.isEmpty() ? Fields.EMPTY : new Fields(SortedFields.of(fields));
    }

    /** {@return a list of these items} */
    static Items list(Collection<? extends Document> items) {
        return new Items(List.copyOf(items));
    }

    /** {@return a list of these items} */
    static Items list(Document... items) {
        return new Items(List.of(items));
    }

    /** {@return a list of texts} */
    static Items texts(Collection<String> texts) {
        return list(texts.stream().map(Document::of).toList());
    }

    /** {@return an object of texts} */
    static Fields textFields(Map<String, String> texts) {
        TreeMap<String, Document> fields = new TreeMap<>();
        texts.forEach((name, text) -> fields.put(name, of(text)));
        return object(fields);
    }

    /** {@return a text} */
    static Text of(String text) {
        return new Text(text);
    }

    /** {@return an instant as ISO-8601 text in UTC} */
    static Text of(Instant instant) {
        return new Text(instant.toString());
    }

    /** {@return the name of a constant in lower case, as text} */
    static Text of(Enum<?> constant) {
        return new Text(constant.name().toLowerCase(Locale.ROOT));
    }

    /** {@return a whole number} */
    static Whole of(long number) {
        return new Whole(number);
    }

    /** {@return a real number, or its name as text if it is NaN or infinite} */
    static Document of(double number) {
        return Double.isFinite(number) ? new Real(number) : new Text(Double.toString(number));
    }

    /** {@return a truth value} */
    static Bool of(boolean value) {
        return new Bool(value);
    }

    /**
     * {@return the field of an object}
     *
     * @throws InvalidException if this is no object or has no such field
     */
    default Document get(String name) {
        Document value = fields().get(name);
        if (value == null || value instanceof Null) {
            throw new InvalidException("field '" + name + "' is missing in the document");
        }
        return value;
    }

    /** {@return the field of an object, empty if it is absent or {@code null}} */
    default Optional<Document> find(String name) {
        return Optional.ofNullable(fields().get(name)).filter(value -> !(value instanceof Null));
    }

    /**
     * {@return the fields of an object, sorted by name, unmodifiable}
     *
     * @throws InvalidException if this is no object
     */
    default SortedMap<String, Document> fields() {
        throw not("an object");
    }

    /**
     * {@return the items of a list, unmodifiable}
     *
     * @throws InvalidException if this is no list
     */
    default List<Document> list() {
        throw not("a list");
    }

    /**
     * {@return a list of texts as strings}
     *
     * @throws InvalidException if this is no list or an item is no text
     */
    default List<String> texts() {
        return list().stream().map(Document::text).toList();
    }

    /**
     * {@return an object of texts as strings by name; a copy}
     *
     * @throws InvalidException if this is no object or a field is no text
     */
    default SortedMap<String, String> textFields() {
        TreeMap<String, String> texts = new TreeMap<>();
        fields().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    /**
     * {@return a text}
     *
     * @throws InvalidException if this is no text
     */
    default String text() {
        throw not("a text");
    }

    /**
     * {@return the constant whose {@link #of(Enum)} this is}
     *
     * @throws InvalidException if this is no text or names none of them; the message lists them
     */
    default <E extends Enum<E>> E constant(Class<E> type) {
        List<Text> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(of(constant));
            if (of(constant).text().equals(text())) {
                return constant;
            }
        }
        throw new InvalidException("'" + text() + "' is not one of "
                + names.stream().map(Text::text).toList());
    }

    /**
     * {@return a text as instant}
     *
     * @throws InvalidException if this is no ISO-8601 instant
     */
    default Instant instant() {
        try {
            return Instant.parse(text());
        } catch (DateTimeParseException e) {
            throw new InvalidException("'" + text() + "' is not an ISO-8601 instant", e);
        }
    }

    /**
     * {@return a whole number}
     *
     * @throws InvalidException if this is no whole number
     */
    default long whole() {
        throw not("a whole number");
    }

    /**
     * {@return a number as double; the texts NaN, Infinity and -Infinity count as numbers}
     *
     * @throws InvalidException if this is no number
     */
    default double number() {
        throw not("a number");
    }

    /**
     * {@return a truth value}
     *
     * @throws InvalidException if this is none
     */
    default boolean bool() {
        throw not("true or false");
    }

    /**
     * {@return the SHA-256 of the canonical form} Each value is a tag byte and its content: lengths and whole numbers
     * as 64-bit big-endian integers, reals as their IEEE bits, text as UTF-8, objects by sorted field name. Independent
     * of how a text was indented or its fields ordered.
     */
    default Digest digest() {
        return CanonicalForm.digest(this);
    }

    private InvalidException not(String what) {
        return new InvalidException("expected " + what + " in the document, found " + kind());
    }

    private String kind() {
        if (this instanceof Fields) {
            return "an object";
        } else if (this instanceof Items) {
            return "a list";
        } else if (this instanceof Text) {
            return "a text";
        } else if (this instanceof Whole || this instanceof Real) {
            return "a number";
        }
        return this instanceof Bool ? "a truth value" : "null";
    }

    /** An object. */
    final class Fields implements Document {

        private static final Fields EMPTY = new Fields(SortedFields.EMPTY);

        private final SortedFields fields;

        private Fields(SortedFields fields) {
            this.fields = fields;
        }

        /** {@return the fields, sorted by name} */
        @Override
        public SortedMap<String, Document> fields() {
            return fields;
        }

        /** {@return a copy with one more field, or another value of it} */
        public Fields with(String name, Document value) {
            return new Fields(fields.with(requireNonNull(name, "name"), requireNonNull(value, "value")));
        }

        /** {@return a copy with a text field} */
        public Fields with(String name, String text) {
            return with(name, Document.of(text));
        }

        /** {@return a copy with a text field, or this if there is no text} */
        public Fields withOptional(String name, @Nullable String text) {
            return text == null ? this : with(name, text);
        }

        /** {@return a copy with an instant field} */
        public Fields with(String name, Instant instant) {
            return with(name, Document.of(instant));
        }

        /** {@return a copy with a whole number field} */
        public Fields with(String name, long number) {
            return with(name, Document.of(number));
        }

        /** {@return a copy with a number field} */
        public Fields with(String name, double number) {
            return with(name, Document.of(number));
        }

        /** {@return a copy with a truth field} */
        public Fields with(String name, boolean value) {
            return with(name, Document.of(value));
        }

        /** {@return a copy with a digest field} */
        public Fields with(String name, Digest digest) {
            return with(name, digest.hex());
        }

        /** {@return a copy without a field} */
        public Fields without(String name) {
            return new Fields(fields.without(name));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Fields object && fields.equals(object.fields);
        }

        @Override
        public int hashCode() {
            return fields.hashCode();
        }

        @Override
        public String toString() {
            return fields.toString();
        }
    }

    /**
     * A list.
     *
     * @param list the items
     */
    record Items(List<Document> list) implements Document {
        /** Copies the items. */
        public Items {
            list = List.copyOf(list);
        }

        @Override
        public String toString() {
            return list.toString();
        }
    }

    /**
     * A text.
     *
     * @param text the characters
     */
    record Text(String text) implements Document {
        /** Checks that there is a text. */
        public Text {
            requireNonNull(text, "text");
        }

        @Override
        public double number() {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> Document.super.number();
            };
        }

        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    /**
     * A whole number.
     *
     * @param whole the value
     */
    record Whole(long whole) implements Document {
        @Override
        public double number() {
            return whole;
        }

        @Override
        public String toString() {
            return Long.toString(whole);
        }
    }

    /**
     * A finite real number.
     *
     * @param number the value
     */
    record Real(double number) implements Document {
        /** Checks that the number is finite. */
        public Real {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a JSON number is finite, was " + number + "; use Document.of");
            }
        }

        @Override
        public String toString() {
            return Double.toString(number);
        }
    }

    /**
     * A truth value.
     *
     * @param bool the value
     */
    record Bool(boolean bool) implements Document {
        @Override
        public String toString() {
            return Boolean.toString(bool);
        }
    }

    /** The JSON {@code null}. */
    record Null() implements Document {
        @Override
        public String toString() {
            return "null";
        }
    }
}
