// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;

/**
 * How a query is carried out: by walking in its order and testing each document until there are enough, or by taking
 * the documents of its most selective condition, testing those and sorting what is left. Databases guess this badly for
 * attributes that lie in one table, so the conditions are counted, up to a limit, and the cheaper way is taken.
 */
final class QueryPlan {

    /** Counting so far costs about a millisecond a condition; what is beyond counts as everything. */
    private static final int MOST_COUNTED = 20_000;

    /** To test so many documents one by one costs no more than to look for a part in all texts. */
    private static final int FEW = 1_000;

    private final SqlConnection connection;
    private final MetadataQuery query;
    private @Nullable MetadataCondition driving;
    private long least = MOST_COUNTED;

    /**
     * Of the documents, which part meets all conditions, as far as is known; 0 if that is not known to be worth a walk.
     */
    private double share = 1;

    private QueryPlan(SqlConnection connection, MetadataQuery query) {
        this.connection = connection;
        this.query = query;
    }

    /** {@return how to carry out a query} */
    static QueryPlan of(SqlConnection connection, MetadataQuery query) {
        QueryPlan plan = new QueryPlan(connection, query);
        Map<MetadataCondition, List<Alternative>> lookingAtAll = new LinkedHashMap<>();
        for (MetadataCondition condition : query.conditions()) {
            Optional<List<Alternative>> found = Alternative.of(condition);
            if (found.isPresent() && found.get().stream().anyMatch(Alternative::looksAtAll)) {
                lookingAtAll.put(condition, found.get());
            } else if (found.isPresent()) {
                plan.count(condition, found.get());
            }
            if (plan.findsNothing()) {
                return plan;
            }
        }
        if (plan.least > FEW) {
            lookingAtAll.forEach(plan::count);
        } else if (!lookingAtAll.isEmpty()) {
            plan.share = 0;
        }
        return plan;
    }

    private void count(MetadataCondition condition, List<Alternative> alternatives) {
        long count = 0;
        for (Alternative alternative : alternatives) {
            DocumentQuery counting =
                    DocumentQuery.counting(connection.bytes(), query.kind(), alternative, MOST_COUNTED);
            count += connection.number(counting.sql(), counting.parameters().toArray());
        }
        // As if conditions were independent of each other.
        share *= Math.min(1, count / (double) MOST_COUNTED);
        if (count < least) {
            least = count;
            driving = condition;
        }
    }

    /** {@return whether no document meets one of the conditions} */
    boolean findsNothing() {
        return least == 0;
    }

    /** {@return the condition that should drive, or {@code null} to walk} */
    @Nullable MetadataCondition driving() {
        return least < query.limit() / share ? driving : null;
    }
}
