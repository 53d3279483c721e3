// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Condition;

/**
 * How a query is carried out: by walking in its order and testing each document until there are enough, or by taking
 * the documents of its most selective condition, testing those and sorting what is left. Databases guess this badly for
 * attributes that lie in one table, so the conditions are counted, up to a limit, and the cheaper way is taken.
 */
final class QueryPlan {

    /** Counting so far costs about a millisecond a condition; what is beyond counts as everything. */
    private static final int MOST_COUNTED = 20_000;

    private QueryPlan() {}

    /** {@return the condition that should drive, or {@code null} to walk} */
    static @Nullable Condition driving(SqlConnection connection, MetadataQuery query) {
        List<Condition> conditions = query.conditions();
        Condition driving = null;
        double least = Double.POSITIVE_INFINITY;
        double share = 1;
        for (Condition condition : conditions) {
            DocumentQuery counting = DocumentQuery.counting(query.kind(), condition, MOST_COUNTED);
            long count = connection.number(counting.sql(), counting.parameters().toArray());
            share *= count / (double) MOST_COUNTED;
            if (count < least) {
                least = count;
                driving = condition;
            }
        }
        // As if conditions were independent of each other.
        double walked = query.limit() / share;
        return least < MOST_COUNTED && least < walked ? driving : null;
    }
}
