// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How a level is split over several tests, so that the chance of any false alarm is the level at most, however the
 * tests depend on each other (Bonferroni).
 *
 * @param alpha the level of all together, in (0, 1)
 * @param levels the level of each test by its name; together alpha
 */
public record AlphaSplit(double alpha, SortedMap<String, Double> levels) {

    /** Checks that the levels are positive and not more than alpha together. */
    public AlphaSplit {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        double sum = levels.values().stream().mapToDouble(Double::doubleValue).sum();
        NormalMixture.requireLevel(alpha);
        if (levels.isEmpty() || !levels.values().stream().allMatch(level -> level > 0) || sum > alpha * (1 + 1e-12)) {
            throw new InvalidException("levels are positive and together " + alpha + " at most, were " + levels);
        }
    }

    /**
     * {@return the same level for each test}
     *
     * @throws InvalidException if a name is there twice, or there is none
     */
    public static AlphaSplit evenly(double alpha, Collection<String> tests) {
        if (new HashSet<>(tests).size() < tests.size()) {
            throw new InvalidException("each test needs a name of its own, got " + tests);
        }
        TreeMap<String, Double> levels = new TreeMap<>();
        tests.forEach(test -> levels.put(test, alpha / tests.size()));
        return new AlphaSplit(alpha, levels);
    }

    /**
     * {@return the level of a test}
     *
     * @throws InvalidException if there is none of that name
     */
    public double level(String test) {
        Double level = levels.get(test);
        if (level == null) {
            throw new InvalidException("there is no test '" + test + "', there are " + levels.keySet());
        }
        return level;
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        Document.Fields each = Document.object();
        for (var level : levels.entrySet()) {
            each = each.with(level.getKey(), level.getValue());
        }
        return Document.object().with("alpha", alpha).with("levels", each);
    }
}
