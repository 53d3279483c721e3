// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;

/**
 * The exact sum of doubles, rounded once when asked: the same bits for any order of adding, for any tree of merging,
 * and after anything that was added has been removed again. Not thread-safe.
 */
/*
 * A superaccumulator: a fixed-point number with a digit for every 32 bits of the range of doubles, of which only the
 * digits in use are held. Digit k weighs 2^(32 k - 1074). Digits are signed 64-bit numbers, so that carries can wait:
 * each addition changes a digit by less than 2^32, and after MAX_UNCARRIED of them carries are settled.
 *
 * R. M. Neal, Fast exact summation using small and large superaccumulators, 2015, arXiv:1505.05571, section 2.
 */
public final class ExactSum {

    private static final int MAX_UNCARRIED = 1 << 29;
    /** Far enough for any sum of up to 2^63 doubles to come into their range. */
    private static final int SCALE = 64;

    /** More than those of 2^63 times the greatest double. */
    private static final int MAX_DIGITS = 72;

    private static final long DIGIT = 0xffff_ffffL;
    private static final long FRACTION = (1L << 52) - 1;

    private int lowest;
    private int size;
    private long[] digits = new long[2];
    private int uncarried;
    private long nans;
    private long positiveInfinities;
    private long negativeInfinities;

    /** Adds a number. */
    public void add(double value) {
        change(value, 1);
    }

    /** Takes back a number that was added. */
    public void remove(double value) {
        change(value, -1);
    }

    /** Adds all that was added to another sum. */
    public void merge(ExactSum other) {
        nans += other.nans;
        positiveInfinities += other.positiveInfinities;
        negativeInfinities += other.negativeInfinities;
        if (other.size == 0) {
            return;
        }
        if (uncarried + other.uncarried + 1 > MAX_UNCARRIED) {
            carry();
        }
        uncarried += other.uncarried + 1;
        reach(other.lowest, other.lowest + other.size - 1);
        for (int i = 0; i < other.size; i++) {
            digits[other.lowest - lowest + i] += other.digits[i];
        }
    }

    /** Becomes equal to another sum. */
    void copyFrom(ExactSum other) {
        if (digits.length < other.size) {
            digits = new long[other.digits.length];
        }
        System.arraycopy(other.digits, 0, digits, 0, other.size);
        lowest = other.lowest;
        size = other.size;
        uncarried = other.uncarried;
        nans = other.nans;
        positiveInfinities = other.positiveInfinities;
        negativeInfinities = other.negativeInfinities;
    }

    /** Becomes the empty sum. */
    void clear() {
        size = 0;
        uncarried = 0;
        nans = 0;
        positiveInfinities = 0;
        negativeInfinities = 0;
    }

    /** Writes the sum; equal sums may be written as different bytes. */
    void write(DataOutput out) throws IOException {
        carry();
        out.writeLong(nans);
        out.writeLong(positiveInfinities);
        out.writeLong(negativeInfinities);
        out.writeInt(lowest);
        Encoding.writeLongs(out, digits, 0, size);
    }

    /** Becomes a sum that was written. */
    void read(DataInput in) throws IOException {
        nans = Encoding.size(in.readLong());
        positiveInfinities = Encoding.size(in.readLong());
        negativeInfinities = Encoding.size(in.readLong());
        lowest = in.readInt();
        digits = Encoding.readLongs(in);
        size = digits.length;
        uncarried = MAX_UNCARRIED;
        if (lowest < 0 || size > MAX_DIGITS || lowest > MAX_DIGITS - size) {
            throw new CorruptException("a stored sum has " + size + " digits from " + lowest + " on");
        }
    }

    /**
     * {@return the double nearest to the exact sum, of two the even one} 0.0 if nothing is left; infinite beyond the
     * range; NaN if a NaN or both infinities were added.
     */
    public double doubleValue() {
        if (nans != 0 || (positiveInfinities != 0 && negativeInfinities != 0)) {
            return Double.NaN;
        } else if (positiveInfinities != 0) {
            return Double.POSITIVE_INFINITY;
        } else if (negativeInfinities != 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return nearest(0);
    }

    /**
     * {@return the exact sum over a number} The sum is rounded once to 53 bits as if there were no end to exponents, so
     * the quotient is finite if it has a place among the doubles, wherever the sum lies.
     */
    double dividedBy(double divisor) {
        double sum = doubleValue();
        return isBeyondRange(sum) ? Math.scalb(nearest(SCALE) / divisor, SCALE) : sum / divisor;
    }

    /**
     * {@return the exact sum over another one, each rounded once to 53 bits as if there were no end to exponents; NaN
     * if the other one is 0}
     */
    double dividedBy(ExactSum other) {
        double divisor = other.doubleValue();
        if (divisor == 0) {
            return Double.NaN;
        }
        if (!other.isBeyondRange(divisor)) {
            return dividedBy(divisor);
        }
        double sum = doubleValue();
        // Where that is not exact, the quotient is too small for the range anyway.
        double scaled = isBeyondRange(sum) ? nearest(SCALE) : Math.scalb(sum, -SCALE);
        return scaled / other.nearest(SCALE);
    }

    private boolean isBeyondRange(double value) {
        return Double.isInfinite(value) && positiveInfinities == 0 && negativeInfinities == 0;
    }

    /** {@return the double nearest to what was added over 2^scale; that of another scale than 0 lies far from 0} */
    private double nearest(int scale) {
        carry();
        int low = 0;
        while (low < size && digits[low] == 0) {
            low++;
        }
        if (low == size) {
            return 0;
        }
        // No digit but the top one is negative now, so it has the sign of the number.
        boolean negative = digits[size - 1] < 0;
        double magnitude = rounded(low, negative, scale);
        return negative ? -magnitude : magnitude;
    }

    private void change(double value, int sign) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = bits & FRACTION;
        if (exponent == 0x7ff) {
            changeSpecial(value, sign);
            return;
        }
        int position = 0;
        if (exponent != 0) {
            mantissa |= 1L << 52;
            position = exponent - 1;
        }
        if (mantissa == 0) {
            return;
        }
        // Numbers with few bits, such as whole ones, then touch one digit only.
        int zeros = Long.numberOfTrailingZeros(mantissa);
        mantissa >>>= zeros;
        position += zeros;
        int shift = position & 31;
        long first = (mantissa << shift) & DIGIT;
        long second = (mantissa >>> (32 - shift)) & DIGIT;
        long third = (mantissa >>> 1) >>> (63 - shift);
        if (++uncarried > MAX_UNCARRIED) {
            carry();
            uncarried++;
        }
        int digit = position >>> 5;
        reach(digit, third != 0 ? digit + 2 : second != 0 ? digit + 1 : digit);
        int at = digit - lowest;
        boolean plus = bits >= 0 == sign > 0;
        digits[at] += plus ? first : -first;
        if (second != 0) {
            digits[at + 1] += plus ? second : -second;
        }
        if (third != 0) {
            digits[at + 2] += plus ? third : -third;
        }
    }

    private void changeSpecial(double value, int sign) {
        if (Double.isNaN(value)) {
            nans += sign;
        } else if (value > 0) {
            positiveInfinities += sign;
        } else {
            negativeInfinities += sign;
        }
    }

    /** Makes room for the digits from one to another, inclusive. */
    private void reach(int from, int to) {
        if (size == 0) {
            lowest = from;
        }
        int below = Math.max(lowest - from, 0);
        int newSize = Math.max(size == 0 ? 0 : lowest + size, to + 1) - (lowest - below);
        if (newSize == size) {
            return;
        }
        if (newSize > digits.length) {
            digits = Arrays.copyOf(digits, newSize + 1);
        }
        System.arraycopy(digits, 0, digits, below, size);
        Arrays.fill(digits, 0, below, 0);
        Arrays.fill(digits, below + size, newSize, 0);
        lowest -= below;
        size = newSize;
    }

    /** Settles carries: every digit but the top one comes into [0, 2^32), the top one into [-2^32, 2^32). */
    private void carry() {
        for (int i = 0; i < size; i++) {
            long carry = digits[i] >> 32;
            if (i == size - 1) {
                if (carry == 0 || carry == -1) {
                    break;
                }
                reach(lowest, lowest + size);
            }
            digits[i] &= DIGIT;
            digits[i + 1] += carry;
        }
        uncarried = 1;
    }

    /**
     * {@return the magnitude of carried digits over 2^scale, of which the lowest that is not zero is given, rounded
     * half to even}
     */
    private double rounded(int low, boolean negative, int scale) {
        int high = size - 1;
        while (magnitude(high, low, negative) == 0) {
            high--;
        }
        long highDigit = magnitude(high, low, negative);
        int topBit = 32 * (lowest + high) + 63 - Long.numberOfLeadingZeros(highDigit);
        int cut = Math.max(topBit - 52, 0);
        int word = (cut >> 5) - lowest;
        int shift = cut & 31;
        long mantissa =
                (magnitude(word, low, negative) >>> shift) | (magnitude(word + 1, low, negative) << (32 - shift));
        if (shift != 0) {
            mantissa |= magnitude(word + 2, low, negative) << (64 - shift);
        }
        if (topBit <= 52) {
            return mantissa * Double.MIN_VALUE;
        }
        int half = cut - 1;
        boolean atLeastHalf = ((magnitude((half >> 5) - lowest, low, negative) >>> (half & 31)) & 1) != 0;
        int lowestBit = 32 * (lowest + low) + Long.numberOfTrailingZeros(digits[low]);
        if (atLeastHalf && (lowestBit < half || (mantissa & 1) != 0)) {
            mantissa++;
        }
        if (mantissa == 1L << 53) {
            mantissa >>>= 1;
            cut++;
        }
        int exponent = cut + 1 - scale;
        return exponent >= 0x7ff
                ? Double.POSITIVE_INFINITY
                : Double.longBitsToDouble(((long) exponent << 52) | (mantissa & FRACTION));
    }

    /** {@return a digit of the magnitude; for a negative number that of its complement} */
    private long magnitude(int index, int low, boolean negative) {
        if (index < low || index >= size) {
            return 0;
        }
        long digit = digits[index];
        if (!negative) {
            return digit;
        }
        // The top digit holds the sign and has none above to borrow from.
        long base = index == size - 1 ? 0 : 1L << 32;
        return base - digit - (index == low ? 0 : 1);
    }
}
