// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * What was recommended to each user, the best first. Immutable.
 *
 * @param items for each user the recommended items, each once
 */
public record Recommendations(Map<String, List<String>> items) {

    /** Copies the lists, in the order of the users; refuses lists in which an item is twice. */
    public Recommendations {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        items.forEach((user, list) -> {
            if (new HashSet<>(list).size() < list.size()) {
                throw new InvalidException("an item is recommended to user '" + user + "' twice");
            }
            copy.put(user, List.copyOf(list));
        });
        items = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * {@return the recommendations of a table, one a row; rows without a user, an item or a score are left out}
     *
     * @param user a STRING column
     * @param item a STRING column
     * @param score a FLOAT64 or FLOAT32 column: the greater, the better the place; items of equal score are in the
     *     order of their names
     * @throws InvalidException if an item is recommended to a user twice
     */
    public static Recommendations of(Table table, String user, String item, String score) {
        StringColumn users = table.strings(user);
        StringColumn offered = table.strings(item);
        DoubleColumn scores = table.doubles(score);
        Comparator<Integer> bestFirst = Comparator.comparingDouble((Integer row) -> -scores.get(row))
                .thenComparing(row -> offered.word(offered.code(row)));
        Map<String, List<String>> lists = new TreeMap<>();
        IntStream.range(0, table.rowCount())
                .filter(row -> !users.isNull(row) && !offered.isNull(row) && !Double.isNaN(scores.get(row)))
                .boxed()
                .sorted(bestFirst)
                .forEach(row -> lists.computeIfAbsent(users.word(users.code(row)), key -> new ArrayList<>())
                        .add(offered.word(offered.code(row))));
        return new Recommendations(lists);
    }

    /**
     * {@return the lists with what was relevant, one item a row; rows without a user or an item are left out}
     *
     * @param user a STRING column
     * @param item a STRING column
     */
    public RankedQueries judgedBy(Table relevant, String user, String item) {
        StringColumn users = relevant.strings(user);
        StringColumn wanted = relevant.strings(item);
        Map<String, Set<String>> byUser = new TreeMap<>();
        for (int row = 0; row < relevant.rowCount(); row++) {
            if (!users.isNull(row) && !wanted.isNull(row)) {
                byUser.computeIfAbsent(users.word(users.code(row)), key -> new TreeSet<>())
                        .add(wanted.word(wanted.code(row)));
            }
        }
        return judgedBy(byUser);
    }

    /**
     * {@return the lists with what was relevant} A user of whom something is known but to whom nothing was recommended
     * counts: with an empty list.
     *
     * @param relevant for each user the items that turned out to be relevant
     */
    public RankedQueries judgedBy(Map<String, ? extends Set<String>> relevant) {
        Set<String> users = new TreeSet<>(items.keySet());
        users.addAll(relevant.keySet());
        List<RankedQuery> queries = new ArrayList<>();
        for (String user : users) {
            Set<String> wanted = relevant.containsKey(user) ? relevant.get(user) : Set.of();
            double[] ranked = items.getOrDefault(user, List.of()).stream()
                    .mapToDouble(item -> wanted.contains(item) ? 1 : 0)
                    .toArray();
            double[] judged = new double[wanted.size()];
            Arrays.fill(judged, 1);
            queries.add(new RankedQuery(ranked, judged));
        }
        return RankedQueries.of(queries);
    }

    /**
     * {@return the share of a catalogue that is recommended to anybody; no interval, since it grows with the users}
     *
     * @throws InvalidException if an item is not in the catalogue
     */
    public Estimate coverage(Set<String> catalogue) {
        Set<String> recommended = new HashSet<>();
        items.values().forEach(recommended::addAll);
        for (String item : recommended) {
            if (!catalogue.contains(item)) {
                throw new InvalidException("item '" + item + "' is recommended but not in the catalogue");
            }
        }
        return catalogue.isEmpty()
                ? Estimate.undefined("coverage", 0, "the catalogue is empty")
                : Estimate.point("coverage", (double) recommended.size() / catalogue.size(), items.size());
    }

    /**
     * {@return how surprising items are, in bits: the mean over users of the mean of -log2 of an item's popularity} (T.
     * Zhou and others, 2010.) Normal interval over the users.
     *
     * @param popularity of an item: the share of all users who had it before, more than 0
     */
    public Estimate novelty(ToDoubleFunction<String> popularity) {
        return overUsers(
                "novelty",
                1,
                list -> list.stream()
                        .mapToDouble(item -> -Math.log(popularity.applyAsDouble(item)) / Math.log(2))
                        .average()
                        .orElse(Double.NaN));
    }

    /**
     * {@return how unlike the items of a list are: the mean over users of one minus the mean similarity of two items}
     * (C.-N. Ziegler and others, 2005.) Normal interval over the users with two items or more.
     *
     * @param similarity of two items, symmetric, 1 for equal ones
     */
    public Estimate diversity(ToDoubleBiFunction<String, String> similarity) {
        return overUsers("diversity", 2, list -> {
            double sum = 0;
            for (int i = 0; i < list.size(); i++) {
                for (int j = 0; j < i; j++) {
                    sum += 1 - similarity.applyAsDouble(list.get(i), list.get(j));
                }
            }
            return sum / (list.size() * (list.size() - 1) / 2.0);
        });
    }

    private Estimate overUsers(String metric, int least, ToDoubleFunction<List<String>> value) {
        double[] values = items.values().stream()
                .filter(list -> list.size() >= least)
                .mapToDouble(value)
                .toArray();
        return values.length == 0
                ? Estimate.undefined(metric, 0, "no user has " + least + " recommended items")
                : Estimate.mean(metric, values);
    }
}
