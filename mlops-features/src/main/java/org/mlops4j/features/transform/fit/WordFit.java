// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.DataType;
import org.mlops4j.features.Expression;
import org.mlops4j.features.expression.Words;
import org.mlops4j.features.transform.TfIdf;

/** Fits the weights of words: a vocabulary, and how rare each word of it is. */
final class WordFit {

    private WordFit() {}

    static void fit(TfIdf transform, Steps steps) {
        if (steps.type(steps.input()) != DataType.STRING) {
            throw steps.refused(
                    steps.input(),
                    "words are in texts, this is a " + steps.type(steps.input()).text());
        }
        SortedMap<String, Counts> counts = new TreeMap<>();
        int texts = count(steps, counts);
        if (counts.isEmpty()) {
            throw steps.refused(
                    steps.input(), "none of its " + steps.rows().rowCount() + " rows has a word of letters or digits");
        }
        Expression text = steps.x().then("lower");
        // The sort is stable, so equally frequent ones stay in their order.
        List<Map.Entry<String, Counts>> vocabulary = counts.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().words))
                .limit(transform.most())
                .sorted(Map.Entry.comparingByKey())
                .toList();
        Expression[] weights = new Expression[vocabulary.size()];
        for (int i = 0; i < weights.length; i++) {
            Map.Entry<String, Counts> word = vocabulary.get(i);
            double rarity = StrictMath.log((1.0 + texts) / (1.0 + word.getValue().texts)) + 1;
            weights[i] = steps.step(
                    "weight " + i,
                    text.then("count_word", new Expression.Text(word.getKey())).times(rarity));
        }
        // A text without any of the words has the norm 0; its weights are 0 over something.
        Expression norm = steps.step(
                "norm", Expression.call("vector", weights).then("norm").then("greatest", constant(Double.MIN_NORMAL)));
        for (int i = 0; i < weights.length; i++) {
            steps.result(i, weights[i].dividedBy(norm));
        }
    }

    /** {@return how many texts there are} */
    private static int count(Steps steps, Map<String, Counts> counts) {
        int field = steps.rows().schema().index(steps.input());
        int texts = 0;
        for (int row = 0; row < steps.rows().rowCount(); row++) {
            String text = steps.rows().row(row).text(field);
            if (text != null) {
                texts++;
                List<String> words = Words.of(text.toLowerCase(Locale.ROOT));
                words.forEach(word -> of(word, counts).words++);
                new HashSet<>(words).forEach(word -> of(word, counts).texts++);
            }
        }
        return texts;
    }

    private static Counts of(String word, Map<String, Counts> counts) {
        return counts.computeIfAbsent(word, unseen -> new Counts());
    }

    private static Expression constant(double value) {
        return new Expression.Constant(value);
    }

    /** How often a word occurs, and in how many texts. */
    private static final class Counts {
        private long words;
        private long texts;
    }
}
