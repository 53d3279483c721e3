// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataQuery;

/**
 * How a query is carried out: by walking in its order and testing each document until there are enough, or by taking
 * the documents of its most selective condition, testing those and sorting what is left. Databases guess this badly for
 * attributes that lie in one table, so the conditions are counted, up to a limit, and the cheaper way is taken.
 */
final class QueryPlan {

    /** Counting so far costs about a millisecond a condition; what is beyond counts as everything. */
    private static final int MOST_COUNTED = 20_000;

    /** Each is counted by itself. */
    private static final int MOST_ALTERNATIVES = 20;

    private QueryPlan() {}

    /** {@return the condition that should drive, or {@code null} to walk} */
    static @Nullable MetadataCondition driving(SqlConnection connection, MetadataQuery query) {
        MetadataCondition driving = null;
        double least = Double.POSITIVE_INFINITY;
        double share = 1;
        for (MetadataCondition condition : query.conditions()) {
            List<Compared> alternatives = alternatives(condition);
            if (alternatives.isEmpty()) {
                continue;
            }
            long count = 0;
            for (Compared compared : alternatives) {
                DocumentQuery counting = DocumentQuery.counting(query.kind(), compared, MOST_COUNTED);
                count += connection.number(counting.sql(), counting.parameters().toArray());
            }
            share *= Math.min(1, count / (double) MOST_COUNTED);
            if (count < least) {
                least = count;
                driving = condition;
            }
        }
        // As if conditions were independent of each other.
        double walked = query.limit() / share;
        return least < MOST_COUNTED && least < walked ? driving : null;
    }

    /** {@return comparisons of which one must hold for the condition to hold; none if it is no such condition} */
    static List<Compared> alternatives(MetadataCondition condition) {
        if (condition instanceof Compared compared) {
            return List.of(compared);
        } else if (condition instanceof AnyOf any
                && any.conditions().size() <= MOST_ALTERNATIVES
                && any.conditions().stream().allMatch(Compared.class::isInstance)) {
            return any.conditions().stream().map(Compared.class::cast).toList();
        }
        return List.of();
    }
}
