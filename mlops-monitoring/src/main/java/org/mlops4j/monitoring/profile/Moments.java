// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * Count, range, mean and variance of finite numbers. The sums are exact, so that the moments of parts add up to the
 * same bits as those of the whole, in any order, and nothing overflows or cancels.
 *
 * @param count how many numbers
 * @param min the least, NaN if there are none
 * @param max the greatest, NaN if there are none
 * @param sum the sum, in units of 2<sup>-1074</sup>
 * @param squares the sum of squares, in units of 2<sup>-2148</sup>
 */
public record Moments(long count, double min, double max, BigInteger sum, BigInteger squares) {

    /** The moments of no numbers. */
    public static final Moments NONE = new Moments(0, Double.NaN, Double.NaN, BigInteger.ZERO, BigInteger.ZERO);

    private static final int RADIX = 16;

    /** Checks that the parts are there. */
    public Moments {
        requireNonNull(sum, "sum");
        requireNonNull(squares, "squares");
    }

    /**
     * {@return the moments of these numbers}
     *
     * @throws InvalidException if one is NaN or infinite
     */
    public static Moments of(double... numbers) {
        MomentsCounter counter = new MomentsCounter();
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new InvalidException("moments are those of finite numbers, got " + number);
            }
            counter.add(number + 0.0);
        }
        return counter.snapshot();
    }

    /** {@return the moments whose {@link #toDocument()} this is} */
    public static Moments from(Document document) {
        try {
            return new Moments(
                    document.get("count").whole(),
                    document.get("min").number(),
                    document.get("max").number(),
                    new BigInteger(document.get("sum").text(), RADIX),
                    new BigInteger(document.get("squares").text(), RADIX));
        } catch (NumberFormatException e) {
            throw new InvalidException("the sums of stored moments must be hexadecimal whole numbers", e);
        }
    }

    /** {@return the mean, correctly rounded; NaN if there are no numbers} */
    public double mean() {
        return count == 0 ? Double.NaN : ExactSums.quotient(sum, BigInteger.valueOf(count), -1074);
    }

    /** {@return the sample variance (divisor n - 1), correctly rounded; NaN below two numbers} */
    public double variance() {
        return count < 2 ? Double.NaN : ExactSums.quotient(centred(), divisor(), -2148);
    }

    /** {@return the root of the variance; finite wherever the result is representable} */
    public double standardDeviation() {
        if (count < 2 || centred().signum() == 0) {
            return count < 2 ? Double.NaN : 0.0;
        }
        // The variance of numbers about 1e300 or 1e-300 is out of range, but its root is not.
        int exponent = (centred().bitLength() - divisor().bitLength() - 2148) & ~1;
        return Math.scalb(Math.sqrt(ExactSums.quotient(centred(), divisor(), -2148 - exponent)), exponent / 2);
    }

    /** {@return the moments of the numbers of both} */
    public Moments plus(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        return new Moments(
                count + other.count,
                Math.min(min, other.min),
                Math.max(max, other.max),
                sum.add(other.sum),
                squares.add(other.squares));
    }

    /** {@return the form in which moments are stored; mean and variance are there for readers only} */
    public Document toDocument() {
        return summary().with("sum", sum.toString(RADIX)).with("squares", squares.toString(RADIX));
    }

    /** {@return the form for readers, without the exact sums} */
    Document.Fields summary() {
        return Document.object()
                .with("count", count)
                .with("min", min)
                .with("max", max)
                .with("mean", mean())
                .with("variance", variance());
    }

    private BigInteger centred() {
        return squares.multiply(BigInteger.valueOf(count)).subtract(sum.multiply(sum));
    }

    private BigInteger divisor() {
        return BigInteger.valueOf(count).multiply(BigInteger.valueOf(count - 1));
    }
}
