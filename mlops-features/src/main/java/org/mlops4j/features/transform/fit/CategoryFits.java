// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.DataType;
import org.mlops4j.features.Expression;
import org.mlops4j.features.transform.Hashing;
import org.mlops4j.features.transform.OneHot;
import org.mlops4j.features.transform.TopCategories;

/** Fits the transforms of categories that know no target. */
final class CategoryFits {

    private static final double UNKNOWN = -1;

    private CategoryFits() {}

    static void ordinal(Steps steps) {
        Categories categories = Categories.of(steps);
        steps.result(categories.lookup(
                steps.x(), ranks(List.copyOf(categories.counts().keySet())), UNKNOWN));
    }

    static void top(TopCategories transform, Steps steps) {
        Categories categories = Categories.of(steps);
        List<Object> kept = categories.mostFrequent(transform.most());
        steps.result(categories.lookup(steps.x(), ranks(kept), kept.size()));
    }

    static void frequency(Steps steps) {
        Categories categories = Categories.of(steps);
        double total =
                categories.counts().values().stream().mapToLong(count -> count).sum();
        SortedMap<Object, Double> shares = new TreeMap<>();
        categories.counts().forEach((category, count) -> shares.put(category, count / total));
        steps.result(categories.lookup(steps.x(), shares, 0));
    }

    static void oneHot(OneHot transform, Steps steps) {
        Categories categories = Categories.of(steps);
        SortedMap<Object, Double> kept = new TreeMap<>();
        categories.mostFrequent(transform.most()).forEach(category -> kept.put(category, 0.0));
        int index = 0;
        for (Object category : kept.keySet()) {
            steps.result(
                    index++,
                    categories.lookup(steps.x(), Map.of(category, 1.0), 0).orElse(0));
        }
        if (transform.others() == OneHot.Others.TOGETHER) {
            steps.result("other", categories.lookup(steps.x(), kept, 1).orElse(0));
        }
    }

    static void hashing(Hashing transform, Steps steps) {
        DataType type = steps.type(steps.input());
        Expression known = type == DataType.FLOAT64 ? steps.x().then("nan_to_null") : steps.x();
        steps.result(known.then("to_text")
                .then("hash", new Expression.Constant(transform.seed()), new Expression.Constant(transform.buckets())));
    }

    private static Map<Object, Double> ranks(List<Object> categories) {
        SortedMap<Object, Double> ranks = new TreeMap<>();
        categories.forEach(category -> ranks.put(category, (double) ranks.size()));
        return ranks;
    }
}
