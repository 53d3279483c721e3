// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryScores;

/**
 * Scores and labels of a binary classifier by the group that a row belongs to. Immutable.
 *
 * @param groups the scores of each group, in the order of the names
 * @param withoutGroup rows whose group is not known; they are left out
 */
public record GroupedScores(Map<String, BinaryScores> groups, long withoutGroup) {

    /** Copies the groups, in the order of their names. */
    public GroupedScores {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    /**
     * {@return these scores by group}
     *
     * @param groups for each row its group; {@code null} where it is not known
     * @throws InvalidException if there are not as many of each
     */
    public static GroupedScores of(double[] scores, boolean[] labels, @Nullable String[] groups) {
        return from(DoubleColumn.of(scores), BooleanColumn.of(labels), StringColumn.of(groups));
    }

    /**
     * {@return the scores of a table by group}
     *
     * @param score a column of numbers
     * @param label a BOOLEAN column, or one of numbers that are 0 or 1
     * @param group a STRING column
     * @throws InvalidException if a column is of another type or a label is another number
     */
    public static GroupedScores of(Table table, String score, String label, String group) {
        return from(table.column(score), table.column(label), table.strings(group));
    }

    /** {@return the scores of columns by group; see {@link #of(Table, String, String, String)}} */
    public static GroupedScores from(Column scores, Column labels, StringColumn group) {
        if (scores.size() != group.size() || labels.size() != group.size()) {
            throw new InvalidException("there must be a score, a label and a group for each row, got " + scores.size()
                    + " scores, " + labels.size() + " labels and " + group.size() + " groups");
        }
        SortedMap<String, BitSet> rows = new TreeMap<>();
        long withoutGroup = 0;
        for (int row = 0; row < group.size(); row++) {
            String name = group.get(row);
            if (name == null) {
                withoutGroup++;
            } else {
                rows.computeIfAbsent(name, key -> new BitSet()).set(row);
            }
        }
        Map<String, BinaryScores> groups = new TreeMap<>();
        rows.forEach((name, members) -> {
            int[] taken = members.stream().toArray();
            groups.put(name, BinaryScores.from(scores.take(taken), labels.take(taken)));
        });
        return new GroupedScores(groups, withoutGroup);
    }

    /** {@return the names in order} */
    public List<String> names() {
        return new ArrayList<>(groups.keySet());
    }

    /**
     * {@return the scores of a group}
     *
     * @throws InvalidException if there is none of that name
     */
    public BinaryScores group(String name) {
        BinaryScores scores = groups.get(requireNonNull(name, "name"));
        if (scores == null) {
            throw new InvalidException("there is no group '" + name + "', only " + names());
        }
        return scores;
    }
}
