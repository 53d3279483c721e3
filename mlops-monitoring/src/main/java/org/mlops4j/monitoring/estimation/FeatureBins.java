// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.error.InvalidException;

/**
 * How the values of a feature are told apart by a tree: numbers by up to {@link #BINS} quantiles of those that it
 * learnt from, texts by the order of the mean target of their rows, which is the best order for squared errors (W. D.
 * Fisher, 1958). Missing values, NaN and texts that were never seen are bin 0.
 *
 * @param edges the greatest number of each bin but the last; empty for texts
 * @param words the bin of each text; empty for numbers
 */
record FeatureBins(List<Double> edges, Map<String, Integer> words) {

    static final int BINS = 64;

    static FeatureBins of(Column column, double[] target) {
        return column instanceof StringColumn texts
                ? new FeatureBins(List.of(), words(texts, target))
                : new FeatureBins(edges(column), Map.of());
    }

    static FeatureBins from(Document document) {
        Map<String, Integer> words = new HashMap<>();
        document.get("words").fields().forEach((word, bin) -> words.put(word, Math.toIntExact(bin.whole())));
        return new FeatureBins(
                Arrays.stream(Numbers.from(document.get("edges"))).boxed().toList(), words);
    }

    Document toDocument() {
        Map<String, Document> bins = new HashMap<>();
        words.forEach((word, bin) -> bins.put(word, Document.of((long) bin)));
        return Document.object()
                .with(
                        "edges",
                        Numbers.document(
                                edges.stream().mapToDouble(Double::doubleValue).toArray()))
                .with("words", Document.object(bins));
    }

    /** {@return the bin of each row, from 0 to {@link #BINS}} */
    int[] of(Column column) {
        int[] bins = new int[column.size()];
        double[] sorted = edges.stream().mapToDouble(Double::doubleValue).toArray();
        for (int row = 0; row < bins.length; row++) {
            if (column instanceof StringColumn texts) {
                String text = texts.get(row);
                bins[row] = text == null ? 0 : words.getOrDefault(text, 0);
            } else {
                double number = number(column, row) + 0.0;
                int at = Arrays.binarySearch(sorted, number);
                bins[row] = Double.isNaN(number) ? 0 : 1 + (at >= 0 ? at : -at - 1);
            }
        }
        return bins;
    }

    private static List<Double> edges(Column column) {
        double[] sorted = Arrays.stream(numbers(column))
                .filter(n -> !Double.isNaN(n))
                .sorted()
                .toArray();
        return IntStream.range(1, BINS)
                .filter(bin -> sorted.length > 0)
                .mapToObj(bin -> sorted[(int) ((long) sorted.length * bin / BINS)])
                .distinct()
                .toList();
    }

    private static Map<String, Integer> words(StringColumn texts, double[] target) {
        double[] sums = new double[texts.dictionarySize()];
        int[] counts = new int[sums.length];
        for (int row = 0; row < texts.size(); row++) {
            int code = texts.code(row);
            if (code >= 0) {
                sums[code] += target[row];
                counts[code]++;
            }
        }
        List<Integer> order = IntStream.range(0, sums.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer code) -> sums[code] / counts[code])
                        .thenComparing(texts::word))
                .toList();
        Map<String, Integer> words = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            words.put(texts.word(order.get(i)), 1 + (int) ((long) i * BINS / Math.max(BINS, order.size())));
        }
        return words;
    }

    /** {@return the numbers of a column, NaN where they are null; truth values are 0 and 1} */
    static double[] numbers(Column column) {
        double[] numbers = new double[column.size()];
        Arrays.setAll(numbers, row -> number(column, row) + 0.0);
        return numbers;
    }

    private static double number(Column column, int row) {
        if (column.isNull(row)) {
            return Double.NaN;
        } else if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        } else if (column instanceof BooleanColumn truths) {
            return truths.get(row) ? 1 : 0;
        }
        throw new InvalidException("a loss can be learnt from numbers, truth values and texts, not from "
                + column.type().text());
    }
}
