// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureView;

/** Finds a change of the schema of events before it breaks a feature, and puts events into the order of a schema. */
public final class SourceColumns {

    private SourceColumns() {}

    /**
     * Checks that events have the columns of a view's source, in any order; further columns are not read.
     *
     * @param given the columns of the events
     * @throws InvalidException if one is missing or has another type; the message names all such columns, and those
     *     that are not read, because one of them may be the new name of a missing one
     */
    public static void require(FeatureView view, Schema given) {
        List<String> differences = new ArrayList<>();
        for (Field wanted : view.source().fields()) {
            Field there = given.find(wanted.name()).orElse(null);
            if (there == null) {
                differences.add("'" + wanted.name() + "' " + wanted.type().text() + " is missing");
            } else if (!there.type().equals(wanted.type())) {
                differences.add("'" + wanted.name() + "' is " + there.type().text() + ", should be "
                        + wanted.type().text());
            }
        }
        if (!differences.isEmpty()) {
            List<String> unread = given.fields().stream()
                    .filter(field -> view.source().find(field.name()).isEmpty())
                    .map(field -> "'" + field.name() + "' " + field.type().text())
                    .toList();
            throw new InvalidException("the events do not have the columns of feature view '" + view.name() + "': "
                    + String.join("; ", differences)
                    + (unread.isEmpty() ? "" : ". Not read are " + String.join(", ", unread)));
        }
    }

    /**
     * {@return an event with the fields of a schema, in its order}
     *
     * @param wanted the columns of the view's source
     * @throws InvalidException as {@link #require} does
     */
    public static Row aligned(FeatureView view, Schema wanted, Row event) {
        require(view, event.schema());
        @Nullable Object[] values = new @Nullable Object[wanted.size()];
        Arrays.setAll(
                values,
                field -> RowValues.of(
                        event, event.schema().index(wanted.field(field).name())));
        return Row.of(wanted, values);
    }
}
