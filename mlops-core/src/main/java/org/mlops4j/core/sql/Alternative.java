// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AllOf;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;
import org.mlops4j.spi.MetadataCondition.Place;
import org.mlops4j.spi.MetadataCondition.Present;

/**
 * Documents that the index of values finds in one walk over the values of an attribute, or a range of them.
 *
 * @param attribute whose values
 * @param test what a value must be like; documents that lack the attribute do not meet it
 */
record Alternative(String attribute, MetadataCondition test) {

    /** Each is counted by itself. */
    private static final int MOST = 20;

    /** {@return whether every value is looked at, not only those that pass} */
    boolean looksAtAll() {
        return looksAtAll(test);
    }

    private static boolean looksAtAll(MetadataCondition test) {
        if (test instanceof AllOf all) {
            return all.conditions().stream().allMatch(Alternative::looksAtAll);
        } else if (test instanceof AnyOf any) {
            return any.conditions().stream().anyMatch(Alternative::looksAtAll);
        }
        boolean isRange = test instanceof Contains contains && isRange(contains);
        return !(isRange || test instanceof Compared || test instanceof Present);
    }

    /** {@return whether the texts that pass lie together in the index} */
    static boolean isRange(Contains condition) {
        return condition.place() == Place.BEGIN && condition.letters() == Letters.EXACT;
    }

    /** {@return those of which one must find a document for a condition to hold, if it is such a condition} */
    static Optional<List<Alternative>> of(MetadataCondition condition) {
        Map<String, List<MetadataCondition>> tests = new LinkedHashMap<>();
        return collect(condition, tests) && !tests.isEmpty() && tests.size() <= MOST
                ? Optional.of(tests.entrySet().stream()
                        .map(same -> new Alternative(same.getKey(), anyOf(same.getValue())))
                        .toList())
                : Optional.empty();
    }

    private static boolean collect(MetadataCondition condition, Map<String, List<MetadataCondition>> tests) {
        if (condition instanceof AnyOf any) {
            return any.conditions().stream().allMatch(part -> collect(part, tests));
        }
        Optional<OneAttribute> one = OneAttribute.of(condition).filter(found -> !found.holdsWithout());
        one.ifPresent(found ->
                tests.computeIfAbsent(found.name(), name -> new ArrayList<>()).add(condition));
        return one.isPresent();
    }

    private static MetadataCondition anyOf(List<MetadataCondition> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new AnyOf(conditions);
    }
}
