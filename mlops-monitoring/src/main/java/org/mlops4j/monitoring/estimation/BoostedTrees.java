// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A regression by gradient-boosted trees for squared errors (J. H. Friedman, 2001), as plain as it can be: features in
 * bins, trees of {@link #DEPTH} levels, a fixed number of rounds, no sampling. The same rows give the same trees.
 *
 * <p>Three levels let a loss depend on features together, which a sum of single features or a line would miss: errors
 * are large where, say, an amount is high and a history short. Learning n rows costs O(rounds · depth · n · features).
 */
final class BoostedTrees {

    static final int DEPTH = 3;
    static final int ROUNDS = 100;
    static final double RATE = 0.1;
    static final int LEAST_ROWS = 20;

    private final List<FeatureBins> bins;
    private final double base;
    private final List<Node> trees;

    private BoostedTrees(List<FeatureBins> bins, double base, List<Node> trees) {
        this.bins = bins;
        this.base = base;
        this.trees = trees;
    }

    /** {@return a regression of a target on columns of as many rows} */
    static BoostedTrees fit(List<Column> columns, double[] target) {
        List<FeatureBins> bins =
                columns.stream().map(column -> FeatureBins.of(column, target)).toList();
        int[][] binned = binned(bins, columns);
        double base = Arrays.stream(target).average().orElse(0);
        double[] residuals = Arrays.stream(target).map(value -> value - base).toArray();
        List<Node> trees = new ArrayList<>();
        int[] all = IntStream.range(0, target.length).toArray();
        for (int round = 0; round < ROUNDS; round++) {
            Node tree = grow(binned, residuals, all, DEPTH);
            for (int row : all) {
                residuals[row] -= tree.value(binned, row);
            }
            trees.add(tree);
        }
        return new BoostedTrees(bins, base, trees);
    }

    /**
     * {@return the regression whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    static BoostedTrees from(Document document) {
        List<FeatureBins> bins =
                document.get("bins").list().stream().map(FeatureBins::from).toList();
        return new BoostedTrees(
                bins,
                document.get("base").number(),
                document.get("trees").list().stream()
                        .map(tree -> Node.from(tree, bins.size(), DEPTH))
                        .toList());
    }

    /** {@return the form in which a regression is stored} */
    Document toDocument() {
        return Document.object()
                .with("base", base)
                .with(
                        "bins",
                        Document.list(bins.stream().map(FeatureBins::toDocument).toList()))
                .with(
                        "trees",
                        Document.list(trees.stream().map(Node::toDocument).toList()));
    }

    /** {@return the predictions of rows of columns of the same types in the same order} */
    double[] predict(List<Column> columns) {
        int[][] binned = binned(bins, columns);
        double[] predictions = new double[columns.get(0).size()];
        for (int row = 0; row < predictions.length; row++) {
            double sum = base;
            for (Node tree : trees) {
                sum += tree.value(binned, row);
            }
            predictions[row] = sum;
        }
        return predictions;
    }

    private static int[][] binned(List<FeatureBins> bins, List<Column> columns) {
        return IntStream.range(0, bins.size())
                .mapToObj(feature -> bins.get(feature).of(columns.get(feature)))
                .toArray(int[][]::new);
    }

    private static Node grow(int[][] binned, double[] residuals, int[] rows, int depth) {
        double sum = 0;
        for (int row : rows) {
            sum += residuals[row];
        }
        Split best = depth == 0 ? Split.NONE : best(binned, residuals, rows, sum);
        if (best.gain() <= 0) {
            return new Node(-1, 0, RATE * sum / rows.length, null, null);
        }
        int[] feature = binned[best.feature()];
        int[] low =
                Arrays.stream(rows).filter(row -> feature[row] <= best.bin()).toArray();
        int[] high =
                Arrays.stream(rows).filter(row -> feature[row] > best.bin()).toArray();
        return new Node(
                best.feature(),
                best.bin(),
                0,
                grow(binned, residuals, low, depth - 1),
                grow(binned, residuals, high, depth - 1));
    }

    /** The split that lowers the sum of squares the most, the first of several. */
    private static Split best(int[][] binned, double[] residuals, int[] rows, double sum) {
        Split best = Split.NONE;
        for (int feature = 0; feature < binned.length; feature++) {
            double[] sums = new double[FeatureBins.BINS + 1];
            int[] counts = new int[sums.length];
            for (int row : rows) {
                sums[binned[feature][row]] += residuals[row];
                counts[binned[feature][row]]++;
            }
            double low = 0;
            int count = 0;
            for (int bin = 0; bin + 1 < sums.length; bin++) {
                low += sums[bin];
                count += counts[bin];
                int rest = rows.length - count;
                if (count >= LEAST_ROWS && rest >= LEAST_ROWS && counts[bin] > 0) {
                    double high = sum - low;
                    double gain = low * low / count + high * high / rest - sum * sum / rows.length;
                    best = gain > best.gain() * (1 + 1e-12) ? new Split(feature, bin, gain) : best;
                }
            }
        }
        return best;
    }

    /** Rows of a bin up to the given one go to one side. */
    private record Split(int feature, int bin, double gain) {
        static final Split NONE = new Split(-1, 0, 0);
    }

    /** A leaf if there are no nodes below. */
    private record Node(
            int feature,
            int bin,
            double leaf,
            @Nullable Node low,
            @Nullable Node high) {

        static Node from(Document document, int features, int depth) {
            if (document.find("leaf").isPresent()) {
                return new Node(-1, 0, document.get("leaf").number(), null, null);
            }
            long feature = document.get("feature").whole();
            if (depth == 0 || feature < 0 || feature >= features) {
                throw new InvalidException("a stored tree has up to " + DEPTH + " levels of splits by " + features
                        + " features, found one by feature " + feature + " with " + depth + " levels left");
            }
            return new Node(
                    (int) feature,
                    Math.toIntExact(document.get("bin").whole()),
                    0,
                    from(document.get("low"), features, depth - 1),
                    from(document.get("high"), features, depth - 1));
        }

        Document toDocument() {
            return low == null || high == null
                    ? Document.object().with("leaf", leaf)
                    : Document.object()
                            .with("feature", feature)
                            .with("bin", bin)
                            .with("low", low.toDocument())
                            .with("high", high.toDocument());
        }

        double value(int[][] binned, int row) {
            Node node = this;
            while (node.low != null && node.high != null) {
                node = binned[node.feature][row] <= node.bin ? node.low : node.high;
            }
            return node.leaf;
        }
    }
}
