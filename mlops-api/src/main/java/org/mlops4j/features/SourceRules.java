// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/** What a feature view asks of the columns of its source. */
final class SourceRules {

    private SourceRules() {}

    /**
     * {@return the source, in which keys, times and what tells events apart are never null}
     *
     * @throws InvalidException if one of them is missing or has the wrong type
     */
    static Schema checked(
            String view,
            Entity entity,
            Schema source,
            String eventTime,
            Availability availability,
            List<String> identity) {
        Set<String> required = new HashSet<>(entity.keys());
        required.addAll(identity);
        required.add(eventTime);
        requireTime(view, source, eventTime);
        if (availability instanceof Availability.At at) {
            requireTime(view, source, at.column());
            required.add(at.column());
        }
        entity.keys().forEach(key -> requireKey(view, source, "a key column", key));
        identity.forEach(column -> requireKey(view, source, "a column that tells events apart,", column));
        if (identity.stream().distinct().count() < identity.size()) {
            throw new InvalidException(
                    "feature view '" + view + "' tells events apart by one column twice: " + identity);
        }
        return Schema.of(source.fields().stream()
                .map(field -> required.contains(field.name()) ? Field.of(field.name(), field.type()) : field)
                .toList());
    }

    private static void requireTime(String view, Schema source, String column) {
        if (!source.find(column).map(f -> f.type() == DataType.TIMESTAMP).orElse(false)) {
            throw new InvalidException("feature view '" + view + "' needs a timestamp column '" + column
                    + "' in its source, which is " + source);
        }
    }

    private static void requireKey(String view, Schema source, String what, String column) {
        DataType type = source.find(column).map(Field::type).orElse(null);
        if (type != DataType.STRING
                && type != DataType.INT64
                && type != DataType.BOOLEAN
                && type != DataType.TIMESTAMP) {
            throw new InvalidException("feature view '" + view + "' needs " + what + " '" + column
                    + "' of type string, int64, boolean or timestamp in its source, which is " + source);
        }
    }
}
