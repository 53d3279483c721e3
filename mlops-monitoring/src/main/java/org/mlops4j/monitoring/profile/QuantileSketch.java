// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How finite numbers are distributed, in bounded memory and without a reference that could fix bins: counts of buckets,
 * each of which holds numbers that differ by little for their size. Counts are exact, so sketches of parts add up, in
 * any order, to the bits of the sketch of the whole; only where in its bucket a number lies is not known. Immutable.
 *
 * <p>A bucket is an interval of IEEE 754 bits: 128 buckets to a doubling, so that the middle of one is within 0.4 % of
 * every number in it. If the numbers need more than {@value #MOST_BUCKETS} buckets, all buckets are joined two by two,
 * as often as necessary, which doubles the {@link #relativeError} each time; numbers that spread over 16 doublings, a
 * factor of 65 000, never need that. How often depends on the numbers alone and not on their order.
 *
 * @see <a href="https://doi.org/10.14778/3352063.3352135">C. Masson, J. Rim and H. Lee (2019), DDSketch</a>, whose
 *     buckets are logarithmic
 * @see <a href="https://doi.org/10.1109/ACCESS.2020.3015599">I. Epicoco, C. Melle, M. Cafaro, M. Pulimeno and G. Morleo
 *     (2020), UDDSketch</a>, from which joining all buckets alike is
 */
public final class QuantileSketch {

    /** 32 KB of counts at most; typical columns need some hundred. */
    public static final int MOST_BUCKETS = 2_048;

    /** No numbers. */
    public static final QuantileSketch NONE = new QuantileSketch(0, new long[0], new long[0]);

    /** Bits of the significand that stay in the number of a bucket before any are joined. */
    private static final int KEPT_BITS = 7;

    private static final int SIGNIFICAND_BITS = 52;

    private final int joins;
    private final long[] buckets;
    private final long[] counts;

    private QuantileSketch(int joins, long[] buckets, long[] counts) {
        this.joins = joins;
        this.buckets = buckets;
        this.counts = counts;
    }

    /**
     * {@return the sketch of these numbers; NaN and infinite ones are left out. Costs O(n) and a sort of the buckets}
     */
    public static QuantileSketch of(double... numbers) {
        double[] sorted = SortedValues.of(numbers).finite().toArray();
        return joined(0, Arrays.stream(sorted).mapToLong(QuantileSketch::bucket).toArray(), ones(sorted.length));
    }

    /**
     * {@return the sketch whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static QuantileSketch from(Document document) {
        long joins = document.get("joins").whole();
        long[] buckets = StoredLongs.from(document.get("buckets"));
        long[] counts = StoredLongs.from(document.get("counts"));
        boolean ascending = true;
        for (int i = 1; i < buckets.length; i++) {
            ascending &= buckets[i - 1] < buckets[i];
        }
        if (joins < 0
                || joins >= Long.SIZE
                || buckets.length != counts.length
                || buckets.length > MOST_BUCKETS
                || !ascending
                || LongStream.of(counts).anyMatch(count -> count < 1)) {
            throw new InvalidException("the stored sketch is not valid: it needs up to " + MOST_BUCKETS
                    + " ascending buckets with as many counts from 1");
        }
        return new QuantileSketch((int) joins, buckets, counts);
    }

    /** {@return how many numbers there are} */
    public long count() {
        return LongStream.of(counts).sum();
    }

    /** {@return the greatest error of {@link #quantile} as a share of the exact quantile, unless that is subnormal} */
    public double relativeError() {
        return Math.scalb(1.0, joins - KEPT_BITS - 1);
    }

    /**
     * {@return a number within {@link #relativeError} of the least number that at least a share of all are not above;
     * NaN if there are no numbers}
     *
     * @param share in [0, 1]: 0 is the least number, 0.5 the median, 1 the greatest
     */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile is asked for by a share in [0, 1], was " + share);
        }
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        return buckets.length == 0 ? Double.NaN : middle(indexOf(rank));
    }

    /** {@return the sketch of the numbers of both} */
    public QuantileSketch plus(QuantileSketch other) {
        int most = Math.max(joins, other.joins);
        long[] ours = shifted(most - joins);
        long[] theirs = other.shifted(most - other.joins);
        long[] all = new long[ours.length + theirs.length];
        long[] sums = new long[all.length];
        int i = 0;
        int j = 0;
        for (int next = 0; next < all.length; next++) {
            boolean first = j == theirs.length || (i < ours.length && ours[i] <= theirs[j]);
            all[next] = first ? ours[i] : theirs[j];
            sums[next] = first ? counts[i++] : other.counts[j++];
        }
        return joined(most, all, sums);
    }

    /**
     * {@return bins of about equal counts with the exact number in each} Their edges are edges of buckets, so nothing
     * of the sketch's error is in the counts: other data that are counted into the same bins can be compared by any
     * test of counts.
     *
     * @param cells how many cells, at least 1; fewer if many numbers share a bucket
     */
    public Histogram histogram(int cells) {
        if (cells < 1) {
            throw new IllegalArgumentException("cells must be at least 1, was " + cells);
        }
        double[] edges = edges(cells);
        QuantileBins bins = QuantileBins.ofEdges(edges);
        long[] sums = new long[bins.size()];
        for (int i = 0; i < buckets.length; i++) {
            sums[bins.cell(greatest(i))] += counts[i];
        }
        return new Histogram(bins, LongStream.of(sums).boxed().toList());
    }

    /** {@return the form in which sketches are stored} */
    public Document toDocument() {
        return Document.object()
                .with("joins", joins)
                .with("buckets", StoredLongs.toDocument(buckets))
                .with("counts", StoredLongs.toDocument(counts));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileSketch sketch
                && sketch.joins == joins
                && Arrays.equals(sketch.buckets, buckets)
                && Arrays.equals(sketch.counts, counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * joins + Arrays.hashCode(buckets)) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "sketch of " + count() + " numbers in " + buckets.length + " buckets";
    }

    /** A single bucket is like a constant: there are cells below and above it. */
    private double[] edges(int cells) {
        if (buckets.length == 1) {
            return new double[] {Math.nextDown(least(0)), greatest(0)};
        }
        double[] edges = new double[Math.min(cells, buckets.length)];
        int size = 0;
        long total = count();
        for (int cell = 1; cell < cells && buckets.length > 0; cell++) {
            int index = indexOf(Math.max(1, (long) Math.ceil((double) total * cell / cells)));
            double edge = greatest(index);
            if (index < buckets.length - 1 && (size == 0 || edges[size - 1] < edge)) {
                edges[size++] = edge;
            }
        }
        return Arrays.copyOf(edges, size);
    }

    /** {@return the bucket that holds a rank from 1} */
    private int indexOf(long rank) {
        int index = 0;
        long below = counts[0];
        while (below < rank && index < buckets.length - 1) {
            below += counts[++index];
        }
        return index;
    }

    private double least(int index) {
        return DoubleSort.value(buckets[index] << shift());
    }

    private double greatest(int index) {
        // The outermost buckets may reach beyond the finite numbers.
        double end = DoubleSort.value(((buckets[index] + 1) << shift()) - 1);
        return end <= Double.MAX_VALUE ? end : Double.MAX_VALUE;
    }

    private double middle(int index) {
        double least = Math.max(-Double.MAX_VALUE, least(index));
        double greatest = greatest(index);
        // Only the numbers next to zero share a bucket with it; zero is by far the most frequent.
        return least <= 0 && greatest >= 0 ? 0 : least / 2 + greatest / 2;
    }

    private int shift() {
        return SIGNIFICAND_BITS - KEPT_BITS + joins;
    }

    private static long bucket(double number) {
        return DoubleSort.key(number) >> (SIGNIFICAND_BITS - KEPT_BITS);
    }

    private long[] shifted(int bits) {
        return LongStream.of(buckets).map(bucket -> bucket >> bits).toArray();
    }

    private static long[] ones(int size) {
        long[] ones = new long[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * {@return the sketch of ascending buckets, which may be the same several times} The arrays are used up. Joining
     * stops as soon as the buckets are few enough, so it is never more than the numbers need.
     */
    private static QuantileSketch joined(int joins, long[] buckets, long[] counts) {
        int size = merged(buckets, counts, buckets.length);
        int done = joins;
        while (size > MOST_BUCKETS) {
            for (int i = 0; i < size; i++) {
                buckets[i] >>= 1;
            }
            size = merged(buckets, counts, size);
            done++;
        }
        return new QuantileSketch(done, Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
    }

    private static int merged(long[] buckets, long[] counts, int size) {
        int last = -1;
        for (int i = 0; i < size; i++) {
            if (last >= 0 && buckets[last] == buckets[i]) {
                counts[last] += counts[i];
            } else {
                last++;
                buckets[last] = buckets[i];
                counts[last] = counts[i];
            }
        }
        return last + 1;
    }
}
