// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;

/** The ordered fields of a table. Immutable; two schemas are equal if their fields are, in order. */
public final class Schema {

    private final List<Field> fields;
    private final Map<String, Integer> indexes;

    private Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.indexes = new LinkedHashMap<>();
        for (int i = 0; i < this.fields.size(); i++) {
            String name = this.fields.get(i).name();
            if (indexes.put(name, i) != null) {
                throw new InvalidException("field '" + name + "' appears twice in a schema");
            }
        }
    }

    /**
     * {@return the schema of these fields}
     *
     * @throws InvalidException if two have one name
     */
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    /**
     * {@return the schema of these fields}
     *
     * @throws InvalidException if two have one name
     */
    public static Schema of(List<Field> fields) {
        return new Schema(fields);
    }

    /**
     * {@return the schema of tables of such records: a field for each component, nullable unless it is primitive}
     *
     * @throws InvalidException if a component is not a boolean, int, long, float, double, String or Instant
     */
    public static Schema of(Class<? extends Record> record) {
        return RecordTable.schema(record);
    }

    /**
     * {@return the schema whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static Schema from(Document document) {
        List<Field> fields = new ArrayList<>();
        for (Document field : document.list()) {
            fields.add(new Field(
                    field.get("name").text(),
                    DataType.parse(field.get("type").text()),
                    field.get("nullable").bool()));
        }
        return new Schema(fields);
    }

    /** {@return the fields in order, unmodifiable} */
    public List<Field> fields() {
        return fields;
    }

    /** {@return the number of fields} */
    public int size() {
        return fields.size();
    }

    /** {@return the field at an index from 0} */
    public Field field(int index) {
        return fields.get(index);
    }

    /** {@return the field of that name, if there is one} */
    public Optional<Field> find(String name) {
        return Optional.ofNullable(indexes.get(name)).map(fields::get);
    }

    /**
     * {@return the index of the field of that name}
     *
     * @throws NotFoundException if there is none; the message lists those that are
     */
    public int index(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new NotFoundException(
                    "there is no field '" + name + "'; the fields are " + String.join(", ", indexes.keySet()));
        }
        return index;
    }

    /** {@return the names in order} */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** {@return a schema with one more field at the end} */
    public Schema with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new Schema(more);
    }

    /**
     * {@return a schema of the named fields in that order}
     *
     * @throws NotFoundException if a name is not a field
     */
    public Schema select(List<String> names) {
        return new Schema(names.stream().map(name -> fields.get(index(name))).toList());
    }

    /** {@return a schema without the named fields} */
    public Schema without(String... names) {
        List<String> gone = List.of(names);
        return new Schema(fields.stream().filter(f -> !gone.contains(f.name())).toList());
    }

    /** {@return the form in which schemas are stored} */
    public Document toDocument() {
        return Document.list(fields.stream()
                .map(f -> Document.object()
                        .with("name", f.name())
                        .with("type", f.type().text())
                        .with("nullable", f.nullable()))
                .toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && schema.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
