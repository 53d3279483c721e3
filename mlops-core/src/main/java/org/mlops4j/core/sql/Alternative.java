// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Contains;

/**
 * Documents that the index of values finds in one walk: over a range of an attribute's values, or over all of them
 * looking for parts of texts.
 *
 * @param attribute whose values
 * @param tests a value passes by one of them: a comparison alone, or any number of parts
 */
record Alternative(String attribute, List<MetadataCondition> tests) {

    /** Each is counted by itself. */
    private static final int MOST = 20;

    /** {@return whether every value is looked at, not only those that pass} */
    boolean looksAtAll() {
        return tests.get(0) instanceof Contains;
    }

    /** {@return those of which one must find a document for a condition to hold, if it is such a condition} */
    static Optional<List<Alternative>> of(MetadataCondition condition) {
        List<Alternative> found = new ArrayList<>();
        return collect(condition, found) && !found.isEmpty() && found.size() <= MOST
                ? Optional.of(found)
                : Optional.empty();
    }

    private static boolean collect(MetadataCondition condition, List<Alternative> found) {
        if (condition instanceof Compared compared) {
            return found.add(new Alternative(compared.attribute(), List.of(compared)));
        } else if (condition instanceof Contains contains) {
            return add(contains, found);
        }
        return condition instanceof AnyOf any && any.conditions().stream().allMatch(part -> collect(part, found));
    }

    /** Parts of one attribute are looked for together. */
    private static boolean add(Contains contains, List<Alternative> found) {
        for (int i = 0; i < found.size(); i++) {
            Alternative one = found.get(i);
            if (one.looksAtAll() && one.attribute.equals(contains.attribute())) {
                List<MetadataCondition> tests = new ArrayList<>(one.tests);
                tests.add(contains);
                found.set(i, new Alternative(one.attribute, List.copyOf(tests)));
                return true;
            }
        }
        return found.add(new Alternative(contains.attribute(), List.of(contains)));
    }
}
