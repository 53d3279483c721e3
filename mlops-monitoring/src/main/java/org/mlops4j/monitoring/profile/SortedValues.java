// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;
import java.util.Random;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * Numbers in ascending order: all values of a column, or a sample of them. Minus zero counts as zero; infinities are
 * values; NaN is not. Immutable.
 */
public final class SortedValues {

    /** No values. */
    public static final SortedValues NONE = new SortedValues(new double[0]);

    private final double[] values;

    private SortedValues(double[] values) {
        this.values = values;
    }

    /** {@return these numbers sorted, without NaN; the array is copied. Costs O(n)} */
    public static SortedValues of(double... values) {
        return new SortedValues(DoubleSort.sorted(values));
    }

    /**
     * {@return the values whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static SortedValues from(Document document) {
        return of(Arrays.stream(StoredLongs.from(document))
                .mapToDouble(Double::longBitsToDouble)
                .toArray());
    }

    /** {@return how many there are} */
    public int size() {
        return values.length;
    }

    /** {@return the value of a rank from 0} */
    public double get(int rank) {
        return values[rank];
    }

    /** {@return the values as a fresh array} */
    public double[] toArray() {
        return values.clone();
    }

    /** {@return the number of different values} */
    public int distinct() {
        int distinct = values.length == 0 ? 0 : 1;
        for (int i = 1; i < values.length; i++) {
            distinct += values[i] == values[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    /** {@return the values without infinite ones} */
    public SortedValues finite() {
        int from = 0;
        while (from < values.length && values[from] == Double.NEGATIVE_INFINITY) {
            from++;
        }
        int to = values.length;
        while (to > from && values[to - 1] == Double.POSITIVE_INFINITY) {
            to--;
        }
        return to - from == values.length ? this : new SortedValues(Arrays.copyOfRange(values, from, to));
    }

    /**
     * {@return these values if they are no more than the limit, else a simple random sample of that size}
     *
     * @param limit the greatest size
     * @param seed the same seed draws the same ranks
     */
    public SortedValues sample(int limit, long seed) {
        if (values.length <= limit) {
            return this;
        }
        // Selection sampling in one pass (Knuth, TAOCP volume 2, algorithm S) keeps the order.
        Random random = new Random(seed);
        double[] drawn = new double[limit];
        int count = 0;
        for (int i = 0; count < limit; i++) {
            if (random.nextDouble() * (values.length - i) < limit - count) {
                drawn[count++] = values[i];
            }
        }
        return new SortedValues(drawn);
    }

    /** {@return the form in which values are stored: big-endian doubles as Base64 text} */
    public Document toDocument() {
        return StoredLongs.toDocument(
                Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortedValues sorted && Arrays.equals(sorted.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length + " sorted values";
    }
}
