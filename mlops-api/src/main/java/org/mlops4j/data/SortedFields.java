// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fields by name, in the order of the names, which never change. Documents are built by one copy a field and have few
 * fields: two arrays are copied many times faster than a tree, and are a fraction of its size.
 */
@SuppressWarnings("JdkObsolete") // a document promises no more than a SortedMap
final class SortedFields extends AbstractMap<String, Document> implements SortedMap<String, Document> {

    static final SortedFields EMPTY = new SortedFields(new String[0], new Document[0]);

    private final String[] names;
    private final Document[] values;

    /** Takes over arrays that nobody else has: sorted names without a repetition, and the value of each. */
    private SortedFields(String[] names, Document[] values) {
        this.names = names;
        this.values = values;
    }

    static SortedFields of(Map<String, ? extends Document> fields) {
        if (fields instanceof SortedFields same) {
            return same;
        }
        String[] names = fields.keySet().toArray(String[]::new);
        Arrays.sort(names);
        Document[] values = new Document[names.length];
        Arrays.setAll(values, at -> fields.get(names[at]));
        return new SortedFields(names, values);
    }

    /** {@return a copy with one more field, or another value of it} */
    SortedFields with(String name, Document value) {
        int place = place(name);
        if (place < names.length && names[place].equals(name)) {
            Document[] changed = values.clone();
            changed[place] = value;
            return new SortedFields(names, changed);
        }
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        Document[] moreValues = Arrays.copyOf(values, values.length + 1);
        System.arraycopy(names, place, moreNames, place + 1, names.length - place);
        System.arraycopy(values, place, moreValues, place + 1, values.length - place);
        moreNames[place] = name;
        moreValues[place] = value;
        return new SortedFields(moreNames, moreValues);
    }

    /** {@return a copy without a field} */
    SortedFields without(String name) {
        int at = find(name);
        if (at < 0) {
            return this;
        }
        String[] fewerNames = Arrays.copyOf(names, names.length - 1);
        Document[] fewerValues = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(names, at + 1, fewerNames, at, fewerNames.length - at);
        System.arraycopy(values, at + 1, fewerValues, at, fewerValues.length - at);
        return new SortedFields(fewerNames, fewerValues);
    }

    /** {@return where a name is, or where it would be} */
    private int place(String name) {
        int at = find(name);
        return at < 0 ? -at - 1 : at;
    }

    private int find(Object name) {
        return Arrays.binarySearch(names, name);
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable Document get(Object name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(Object name) {
        return find(name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Document> action) {
        for (int at = 0; at < names.length; at++) {
            action.accept(names[at], values[at]);
        }
    }

    @Override
    public Set<Entry<String, Document>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Entry<String, Document>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Entry<String, Document>> entries() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < names.length;
            }

            @Override
            public Entry<String, Document> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return new SimpleImmutableEntry<>(names[at], values[at++]);
            }
        };
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedFields subMap(String from, String to) {
        return range(place(from), place(to));
    }

    @Override
    public SortedFields headMap(String to) {
        return range(0, place(to));
    }

    @Override
    public SortedFields tailMap(String from) {
        return range(place(from), names.length);
    }

    private SortedFields range(int from, int to) {
        return new SortedFields(Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
    }

    @Override
    public String firstKey() {
        return name(0);
    }

    @Override
    public String lastKey() {
        return name(names.length - 1);
    }

    private String name(int at) {
        if (names.length == 0) {
            throw new NoSuchElementException("an object without fields has no first and no last one");
        }
        return names[at];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SortedFields fields
                ? Arrays.equals(names, fields.names) && Arrays.equals(values, fields.values)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
