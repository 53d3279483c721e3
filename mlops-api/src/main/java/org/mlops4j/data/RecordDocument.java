// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * Java records as documents, and back, by the names of their components.
 *
 * <pre>{@code
 * record Trained(int version, double auc) {}
 * Document document = RecordDocument.of(new Trained(2, 0.78));
 * Trained again = RecordDocument.read(document, Trained.class);
 * }</pre>
 *
 * <p>A component is a boolean, int, long, float, double or the class of one of these, a String, an enum, an Instant,
 * Duration, {@link Digest} or {@link Document}, a record, or a List, a Map with String keys or an Optional of such.
 * What is null or empty has no field; a field without a component is left alone. No class is ever named by a document.
 *
 * <p>Costs reflection for every component. Thread-safe.
 */
public final class RecordDocument {

    private static final Map<Class<?>, Function<Document, Object>> READERS = Map.ofEntries(
            Map.entry(boolean.class, Document::bool),
            Map.entry(Boolean.class, Document::bool),
            Map.entry(int.class, document -> Math.toIntExact(document.whole())),
            Map.entry(Integer.class, document -> Math.toIntExact(document.whole())),
            Map.entry(long.class, Document::whole),
            Map.entry(Long.class, Document::whole),
            Map.entry(float.class, document -> (float) document.number()),
            Map.entry(Float.class, document -> (float) document.number()),
            Map.entry(double.class, Document::number),
            Map.entry(Double.class, Document::number),
            Map.entry(String.class, Document::text),
            Map.entry(Instant.class, Document::instant),
            Map.entry(Duration.class, document -> Duration.parse(document.text())),
            Map.entry(Digest.class, document -> new Digest(document.text())));

    private RecordDocument() {}

    /**
     * {@return the document of a record}
     *
     * @throws InvalidException if a component is of another type, or the module of the record is closed to this one
     */
    public static Document.Fields of(Record values) {
        SortedMap<String, Document> fields = new TreeMap<>();
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            Object value = RecordAccess.read(RecordAccess.accessor(component), values);
            write(component.getName(), value).ifPresent(written -> fields.put(component.getName(), written));
        }
        return Document.object(fields);
    }

    /**
     * {@return the record that a document describes}
     *
     * @throws InvalidException if a field is missing whose component cannot be null, or does not fit its type; if the
     *     record refuses the values; or if a component is of a type that documents do not know
     */
    public static <R extends Record> R read(Document document, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            try {
                values[i] = component(document.find(name), components[i].getGenericType());
            } catch (InvalidException | DateTimeException | ArithmeticException e) {
                throw new InvalidException(
                        "component '" + name + "' of record " + type.getSimpleName() + ": " + e.getMessage(), e);
            }
        }
        return RecordAccess.make(type, values);
    }

    private static Optional<Document> write(String name, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(held -> write(name, held));
        }
        return value == null ? Optional.empty() : Optional.of(written(name, value));
    }

    private static Document written(String name, Object value) {
        if (value instanceof Document document) {
            return document;
        } else if (value instanceof Record values) {
            return of(values);
        } else if (value instanceof List<?> items) {
            return Document.list(items.stream()
                    .map(item -> written(name, requireNonNull(item, name)))
                    .toList());
        } else if (value instanceof Map<?, ?> map) {
            SortedMap<String, Document> fields = new TreeMap<>();
            map.forEach((key, item) -> fields.put(String.valueOf(key), written(name, requireNonNull(item, name))));
            return Document.object(fields);
        } else if (value instanceof Boolean truth) {
            return Document.of(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            return Document.of(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            return Document.of(((Number) value).doubleValue());
        } else if (value instanceof Enum<?> constant) {
            return Document.of(constant);
        } else if (value instanceof Digest digest) {
            return Document.of(digest.hex());
        } else if (value instanceof String || value instanceof Instant || value instanceof Duration) {
            return Document.of(value.toString());
        }
        throw unknown(value.getClass());
    }

    private static @Nullable Object component(Optional<Document> found, Type type) {
        if (type instanceof ParameterizedType of && of.getRawType() == Optional.class) {
            return found.map(document -> value(document, of.getActualTypeArguments()[0]));
        }
        if (found.isEmpty() && type instanceof Class<?> plain && plain.isPrimitive()) {
            throw new InvalidException("there is no such field in the document");
        }
        return found.isEmpty() ? null : value(found.get(), type);
    }

    private static Object value(Document document, Type type) {
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            List<Object> items = new ArrayList<>();
            document.list().forEach(item -> items.add(value(item, of.getActualTypeArguments()[0])));
            return List.copyOf(items);
        } else if (type instanceof ParameterizedType of && of.getRawType() == Map.class) {
            SortedMap<String, Object> fields = new TreeMap<>();
            document.fields().forEach((name, item) -> fields.put(name, value(item, of.getActualTypeArguments()[1])));
            return fields;
        } else if (type instanceof Class<?> plain) {
            return plain(document, plain);
        }
        throw unknown(type);
    }

    private static Object plain(Document document, Class<?> type) {
        if (type.isAssignableFrom(Document.class)) {
            return document;
        } else if (type.isRecord()) {
            return read(document, type.asSubclass(Record.class));
        } else if (type.isEnum()) {
            return constant(document, type);
        }
        Function<Document, Object> reader = READERS.get(type);
        if (reader == null) {
            throw unknown(type);
        }
        return reader.apply(document);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it is an enum; Java cannot say which
    private static Object constant(Document document, Class<?> type) {
        return document.constant((Class<? extends Enum>) type);
    }

    private static InvalidException unknown(Type type) {
        return new InvalidException("documents do not know " + type.getTypeName()
                + "; they know truth values, numbers, texts, enums, times,"
                + " durations, digests, documents, records, and lists, maps and optionals of these");
    }
}
