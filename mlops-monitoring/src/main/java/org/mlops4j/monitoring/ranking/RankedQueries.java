// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.JudgedRows;

/**
 * Queries with the relevances of what was ranked for them. Queries for which nothing is relevant say nothing about a
 * ranking; they are left out and counted. Immutable.
 *
 * <p>Of items with equal scores the less relevant come first: a model that cannot tell items apart gets no credit for
 * the order in which rows happen to be.
 */
public final class RankedQueries implements JudgedRows<RankedQueries> {

    private final List<RankedQuery> queries;
    private final long withoutRelevant;

    private RankedQueries(List<RankedQuery> queries, long withoutRelevant) {
        this.queries = queries;
        this.withoutRelevant = withoutRelevant;
    }

    /** {@return these queries, without those that have nothing relevant} */
    static RankedQueries of(List<RankedQuery> queries) {
        List<RankedQuery> kept =
                queries.stream().filter(RankedQuery::hasRelevant).toList();
        return new RankedQueries(kept, queries.size() - kept.size());
    }

    /**
     * {@return the queries of these items}
     *
     * @param queries for each item the query that it was ranked for
     * @param scores the greater, the better the place; items whose score is NaN come last
     * @param relevances from 0; NaN if it is not known, which counts as 0
     * @throws InvalidException if there are not as many of each, a query is null or a relevance is negative
     */
    public static RankedQueries of(String[] queries, double[] scores, double[] relevances) {
        return from(StringColumn.of(queries), DoubleColumn.of(scores), DoubleColumn.of(relevances));
    }

    /**
     * {@return the queries of the items of a table}
     *
     * @param query a STRING column
     * @param score a FLOAT64 or FLOAT32 column
     * @param relevance a column of numbers
     * @throws InvalidException if a query is null or a relevance is negative
     */
    public static RankedQueries of(Table table, String query, String score, String relevance) {
        return from(table.strings(query), table.doubles(score), table.column(relevance));
    }

    private static RankedQueries from(StringColumn queries, DoubleColumn scores, Column relevances) {
        if (queries.size() != scores.size() || queries.size() != relevances.size()) {
            throw new InvalidException("there must be a query, a score and a relevance for each item, got "
                    + queries.size() + " queries, " + scores.size() + " scores and " + relevances.size()
                    + " relevances");
        }
        SortedMap<String, List<Item>> items = new TreeMap<>();
        for (int row = 0; row < queries.size(); row++) {
            String query = queries.get(row);
            if (query == null) {
                throw new InvalidException("every item needs a query, row " + row + " has none");
            }
            items.computeIfAbsent(query, key -> new ArrayList<>())
                    .add(new Item(scores.get(row), relevance(relevances, row)));
        }
        List<RankedQuery> ranked = new ArrayList<>();
        for (List<Item> ofQuery : items.values()) {
            ofQuery.sort(Item.ORDER);
            double[] inOrder = ofQuery.stream().mapToDouble(Item::relevance).toArray();
            ranked.add(new RankedQuery(inOrder, inOrder.clone()));
        }
        return of(ranked);
    }

    /** {@return the number of queries for which something is relevant} */
    @Override
    public int rows() {
        return queries.size();
    }

    /** {@return the number of queries that were left out} */
    public long withoutRelevant() {
        return withoutRelevant;
    }

    @Override
    public RankedQueries take(int... rows) {
        return new RankedQueries(Arrays.stream(rows).mapToObj(queries::get).toList(), 0);
    }

    /** {@return whether the same queries, in order, have the same relevant items, ranked by another model} */
    @Override
    public boolean sameRowsAs(RankedQueries other) {
        if (queries.size() != other.queries.size() || withoutRelevant != other.withoutRelevant) {
            return false;
        }
        for (int i = 0; i < queries.size(); i++) {
            if (!queries.get(i).sameTruthAs(other.queries.get(i))) {
                return false;
            }
        }
        return true;
    }

    List<RankedQuery> queries() {
        return queries;
    }

    private static double relevance(Column column, int row) {
        double relevance = column instanceof LongColumn numbers
                ? (numbers.isNull(row) ? 0 : numbers.get(row))
                : column instanceof DoubleColumn numbers ? numbers.get(row) : -1;
        if (relevance < 0) {
            throw new InvalidException("relevances are numbers from 0; row " + row + " has "
                    + (column instanceof LongColumn || column instanceof DoubleColumn
                            ? relevance
                            : "one of type " + column.type().text()));
        }
        return Double.isNaN(relevance) ? 0 : relevance;
    }

    /** An item of a query. */
    private record Item(double score, double relevance) {

        static final Comparator<Item> ORDER = Comparator.comparingDouble(
                        (Item item) -> Double.isNaN(item.score) ? Double.NEGATIVE_INFINITY : item.score + 0.0)
                .reversed()
                .thenComparingDouble(Item::relevance);
    }
}
