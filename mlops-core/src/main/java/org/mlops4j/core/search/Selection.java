// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.search.Aggregate;
import org.mlops4j.search.Field;
import org.mlops4j.search.SearchRow;

/** Some fields of what is found, and where they lie. */
record Selection(List<Column> columns) {

    private static final Set<Aggregate> WHOLE = Set.of(Aggregate.COUNT, Aggregate.MIN_STEP, Aggregate.MAX_STEP);

    Selection {
        columns = List.copyOf(columns);
    }

    /** {@return the fields that texts name} */
    static Selection of(List<String> texts, Fields fields) {
        List<Column> columns = new ArrayList<>();
        for (String text : texts) {
            Field field = SearchParser.field(text, fields::find);
            columns.add(new Column(text, field, fields.find(field)));
        }
        return new Selection(columns);
    }

    /** {@return the names of the attributes that hold the fields, if those have names of their own} */
    Optional<Set<String>> attributes() {
        Set<String> names = new TreeSet<>();
        for (Column column : columns) {
            String attribute = column.indexed.attribute();
            switch (column.indexed.sort()) {
                case TEXT, NUMBER, TIME -> names.add(attribute);
                case METRIC -> names.addAll(List.of(attribute, Indexed.notFiniteOf(attribute)));
                case PARAM -> names.add(Indexed.textOf(attribute));
                case TOLD -> {}
                case MEMBER -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(names);
    }

    /** {@return the fields of something that was found} */
    SearchRow row(KnownAttributes found) {
        SortedMap<String, Document> values = new TreeMap<>();
        for (Column column : columns) {
            column.find(found).ifPresent(value -> values.put(column.text, value));
        }
        return new SearchRow(
                found.stored().id(), columns.stream().map(Column::text).toList(), values);
    }

    /**
     * One field.
     *
     * @param text how it was asked for
     * @param field what that means
     * @param indexed where it is
     */
    record Column(String text, Field field, Indexed indexed) {

        private Optional<Document> find(KnownAttributes found) {
            String attribute = indexed.attribute();
            return switch (indexed.sort()) {
                case TEXT, NUMBER, TOLD -> value(found, attribute);
                case TIME -> value(found, attribute).map(nanos -> Document.of(Times.instant(nanos.whole())));
                case METRIC ->
                    value(found, attribute)
                            .or(() -> value(found, Indexed.notFiniteOf(attribute)))
                            .map(number -> WHOLE.contains(field.aggregate()) ? number : Document.of(number.number()));
                case PARAM ->
                    value(found, Indexed.textOf(attribute))
                            .map(text -> Numbers.find(text.text()).orElse(text));
                case MEMBER ->
                    Optional.of(found.behind(attribute).toList())
                            .filter(members -> !members.isEmpty())
                            .map(Document::texts);
            };
        }

        private static Optional<Document> value(KnownAttributes found, String attribute) {
            return Optional.ofNullable(found.find(attribute));
        }
    }
}
