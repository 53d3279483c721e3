// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.Arrays;
import org.mlops4j.data.Document;

/**
 * The window of {@link Adwin}: an exponential histogram. Row {@code r} holds buckets of 2^r values, the oldest first;
 * the rows of the greatest buckets are the oldest.
 */
final class AdaptiveWindow implements ChangeTest {

    /** The paper's M. */
    static final int BUCKETS = 5;
    /** Enough for a century of values, one each ten nanoseconds. */
    static final int ROWS = 56;
    /** How many values both parts must have at a cut. */
    static final int LEAST_PART = 5;
    /** No cut is looked for in windows of up to so many values. */
    static final int LEAST_WIDTH = 10;

    private static final int SLOTS = BUCKETS + 1;

    private final Adwin definition;
    private final int[] sizes = new int[ROWS];
    private final double[] sums = new double[ROWS * SLOTS];
    private final double[] variations = new double[ROWS * SLOTS];
    private int rows;
    private int sinceCheck;
    private long width;
    private double sum;
    /** The sum of squared differences from the mean. */
    private double variation;

    AdaptiveWindow(Adwin definition) {
        this.definition = definition;
    }

    @Override
    public DetectorState next(double value) {
        add(value);
        sinceCheck++;
        if (sinceCheck < definition.clock()) {
            return DetectorState.STABLE;
        }
        sinceCheck = 0;
        double before = sum / width;
        boolean cut = false;
        while (width > LEAST_WIDTH && isToBeCut()) {
            removeOldest();
            cut = true;
        }
        boolean told = cut && definition.direction().includes(sum / width - before);
        return told ? DetectorState.DRIFT : DetectorState.STABLE;
    }

    long width() {
        return width;
    }

    private void add(double value) {
        if (width > 0) {
            double difference = value - sum / width;
            variation += difference * difference * width / (width + 1);
        }
        width++;
        sum += value;
        append(0, value, 0);
        for (int row = 0; sizes[row] > BUCKETS; row++) {
            mergeOldest(row);
        }
    }

    private void append(int row, double bucketSum, double bucketVariation) {
        int slot = row * SLOTS + sizes[row];
        sums[slot] = bucketSum;
        variations[slot] = bucketVariation;
        sizes[row]++;
        rows = Math.max(rows, row + 1);
    }

    private void mergeOldest(int row) {
        int slot = row * SLOTS;
        double difference = sums[slot] - sums[slot + 1];
        double between = difference * difference / (2.0 * (1L << row));
        append(row + 1, sums[slot] + sums[slot + 1], variations[slot] + variations[slot + 1] + between);
        drop(row, 2);
    }

    private void drop(int row, int count) {
        int slot = row * SLOTS;
        sizes[row] -= count;
        for (int i = 0; i < sizes[row]; i++) {
            sums[slot + i] = sums[slot + i + count];
            variations[slot + i] = variations[slot + i + count];
        }
    }

    /** {@return whether the means at any boundary of two buckets differ by more than the bound of the paper} */
    private boolean isToBeCut() {
        double confidence = Math.log(2 * Math.log((double) width) / definition.delta());
        double variance = variation / width;
        long older = 0;
        double olderSum = 0;
        for (int row = rows - 1; row >= 0; row--) {
            for (int slot = row * SLOTS; slot < row * SLOTS + sizes[row]; slot++) {
                older += 1L << row;
                olderSum += sums[slot];
                if (width - older < LEAST_PART) {
                    return false;
                }
                if (older >= LEAST_PART && differs(older, olderSum, confidence, variance)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Compares squares, and fractions of one denominator: a boundary costs two divisions and no root. */
    private boolean differs(long older, double olderSum, double confidence, double variance) {
        long newer = width - older;
        double difference = Math.abs(olderSum * newer - (sum - olderSum) * older) / ((double) older * newer);
        long less = LEAST_PART - 1;
        double inverseSize = (width - 2 * less) / ((double) (older - less) * (newer - less));
        double excess = difference - 2.0 / 3 * confidence * inverseSize;
        return excess > 0 && excess * excess > 2 * inverseSize * variance * confidence;
    }

    private void removeOldest() {
        drop(rows - 1, 1);
        while (sizes[rows - 1] == 0) {
            rows--;
        }
        width = 0;
        sum = 0;
        variation = 0;
        // Nothing is ever subtracted, so errors of rounding do not pile up.
        for (int row = rows - 1; row >= 0; row--) {
            for (int slot = row * SLOTS; slot < row * SLOTS + sizes[row]; slot++) {
                include(1L << row, sums[slot], variations[slot]);
            }
        }
    }

    private void include(long count, double bucketSum, double bucketVariation) {
        if (width > 0) {
            double difference = bucketSum / count - sum / width;
            variation += difference * difference * ((double) width * count / (width + count));
        }
        variation += bucketVariation;
        width += count;
        sum += bucketSum;
    }

    @Override
    public void restart() {
        Arrays.fill(sizes, 0);
        rows = 0;
        sinceCheck = 0;
        width = 0;
        sum = 0;
        variation = 0;
    }

    /** The window holds only what is like the newest values. */
    @Override
    public void restartAfterDrift() {}

    @Override
    public Document save() {
        Document[] saved = new Document[rows];
        for (int row = 0; row < rows; row++) {
            double[] buckets = new double[2 * sizes[row]];
            System.arraycopy(sums, row * SLOTS, buckets, 0, sizes[row]);
            System.arraycopy(variations, row * SLOTS, buckets, sizes[row], sizes[row]);
            saved[row] = Saved.numbers(buckets, buckets.length);
        }
        return Document.object()
                .with("rows", Document.list(saved))
                .with("sinceCheck", sinceCheck)
                .with("sum", sum)
                .with("variation", variation);
    }

    @Override
    public void load(Document saved) {
        restart();
        rows = Saved.size(saved.get("rows"), ROWS);
        double[] buckets = new double[2 * BUCKETS];
        for (int row = 0; row < rows; row++) {
            sizes[row] = Saved.read(saved.get("rows").list().get(row), buckets) / 2;
            System.arraycopy(buckets, 0, sums, row * SLOTS, sizes[row]);
            System.arraycopy(buckets, sizes[row], variations, row * SLOTS, sizes[row]);
            width += (long) sizes[row] << row;
        }
        sinceCheck = (int) Saved.whole(saved, "sinceCheck", 0, definition.clock() - 1L);
        sum = saved.get("sum").number();
        variation = saved.get("variation").number();
    }
}
