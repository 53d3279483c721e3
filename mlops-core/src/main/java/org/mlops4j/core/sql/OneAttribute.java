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
import org.mlops4j.spi.MetadataCondition.Not;
import org.mlops4j.spi.MetadataCondition.Present;

/**
 * The only attribute that a condition looks at: its value alone decides.
 *
 * @param name which
 * @param holdsWithout what the condition says of documents that lack it
 */
record OneAttribute(String name, boolean holdsWithout) {

    /** {@return the attribute of a condition, if it looks at one and no other} */
    static Optional<OneAttribute> of(MetadataCondition condition) {
        if (condition instanceof Compared compared) {
            return Optional.of(new OneAttribute(compared.attribute(), false));
        } else if (condition instanceof Contains contains) {
            return Optional.of(new OneAttribute(contains.attribute(), false));
        } else if (condition instanceof Present present) {
            return Optional.of(new OneAttribute(present.attribute(), false));
        } else if (condition instanceof AnyOf any) {
            List<OneAttribute> parts = of(any.conditions());
            return shared(parts, parts.stream().anyMatch(OneAttribute::holdsWithout));
        } else if (condition instanceof AllOf all) {
            List<OneAttribute> parts = of(all.conditions());
            return shared(parts, parts.stream().allMatch(OneAttribute::holdsWithout));
        }
        return of(((Not) condition).condition()).map(one -> new OneAttribute(one.name, !one.holdsWithout));
    }

    /** {@return those of several conditions; none if a condition has none} */
    private static List<OneAttribute> of(List<MetadataCondition> conditions) {
        List<OneAttribute> found =
                conditions.stream().flatMap(part -> of(part).stream()).toList();
        return found.size() == conditions.size() ? found : List.of();
    }

    private static Optional<OneAttribute> shared(List<OneAttribute> parts, boolean holdsWithout) {
        return parts.stream().map(OneAttribute::name).distinct().count() == 1
                ? Optional.of(new OneAttribute(parts.get(0).name, holdsWithout))
                : Optional.empty();
    }

    /** {@return the same conditions, those of one attribute as one, so that each value is looked up once} */
    static List<MetadataCondition> together(List<MetadataCondition> conditions) {
        Map<String, List<MetadataCondition>> byName = new LinkedHashMap<>();
        List<MetadataCondition> together = new ArrayList<>();
        for (MetadataCondition condition : conditions) {
            of(condition)
                    .map(one -> byName.computeIfAbsent(one.name, name -> new ArrayList<>()))
                    .orElse(together)
                    .add(condition);
        }
        byName.values().forEach(same -> together.add(same.size() == 1 ? same.get(0) : new AllOf(same)));
        return together;
    }
}
