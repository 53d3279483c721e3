/**
 * How good rankings and recommendations were. The unit is the query, or the user: metrics are computed for each and
 * averaged, and intervals are those of a mean over queries. Start with
 * {@link org.mlops4j.monitoring.ranking.RankedQueries} or {@link org.mlops4j.monitoring.ranking.Recommendations}.
 */
@NullMarked
package org.mlops4j.monitoring.ranking;

import org.jspecify.annotations.NullMarked;
