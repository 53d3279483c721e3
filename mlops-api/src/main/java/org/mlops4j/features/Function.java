// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * What an {@link Aggregation} computes from the values of the events that count. Immutable.
 *
 * <p>A function depends on the set of events only, never on the order in which they came, to the last bit. Events of
 * one event time are ordered by the instant at which they became available, and those of one such instant by value in
 * the order of {@link Double#compare}. Missing is NaN.
 */
public sealed interface Function {

    /** {@return the form in which functions are stored} */
    Document toDocument();

    /** {@return how many numbers it gives} */
    default int width() {
        return 1;
    }

    /** {@return the names of the numbers of a feature: the feature's, or {@code feature_1} and so on} */
    default List<String> names(String feature) {
        return width() == 1
                ? List.of(feature)
                : IntStream.rangeClosed(1, width())
                        .mapToObj(i -> feature + "_" + i)
                        .toList();
    }

    /**
     * {@return the function whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Function from(Document document) {
        if (document instanceof Document.Text) {
            return document.constant(Statistic.class);
        }
        String name = document.get("name").text();
        return switch (name) {
            case "quantile" ->
                new Quantile(
                        document.get("share").number(), document.get("accuracy").number());
            case "histogram" ->
                new Histogram(document.get("bounds").list().stream()
                        .map(Document::number)
                        .toList());
            case "distinct" ->
                new Distinct(Math.toIntExact(Math.min(document.get("most").whole(), Integer.MAX_VALUE)));
            case "selection" ->
                new Selection(
                        document.get("order").constant(Selection.Order.class),
                        Math.toIntExact(Math.min(document.get("size").whole(), Integer.MAX_VALUE)));
            case "of_two" -> document.get("of").constant(OfTwo.class);
            case "decayed" ->
                new Decayed(
                        document.get("of").constant(Decayed.Of.class),
                        Duration.ofNanos(document.get("half_life_nanos").whole()));
            default -> throw new InvalidException("'" + name + "' is not a function of an aggregation");
        };
    }

    /** The functions without parameters. */
    enum Statistic implements Function {
        /** How many events; 0 if none. */
        COUNT,
        /**
         * The exact sum, rounded once to the nearest double; missing if no event. NaN if a value is, or if both
         * infinities are there.
         */
        SUM,
        /**
         * The {@link #SUM} divided by the {@link #COUNT}; missing if no event. Finite values have a finite mean, though
         * their sum may lie beyond the range of doubles.
         */
        MEAN,
        /** The least value, -0.0 before 0.0; NaN if a value is; missing if no event. */
        MIN,
        /** The greatest value, 0.0 after -0.0; NaN if a value is; missing if no event. */
        MAX,
        /** The value of the oldest event, of several the least in the order of events. Missing if no event. */
        FIRST,
        /** The value of the newest event, of several the greatest in the order of events. Missing if no event. */
        LAST,
        /** Seconds from the event time of the newest event to t; missing if no event. */
        TIME_SINCE_LAST,
        /** Events a second: the {@link #COUNT} divided by the length of the window, which there has to be. */
        RATE,
        /**
         * The mean squared distance from the mean; missing if no event, NaN if a value is not finite or beyond 1e144.
         * From the sums of the values and of their squares, which are exact; the rest is done with 106 bits, and a
         * spread below 2^-49 of the mean is none.
         */
        VARIANCE,
        /** The {@link #VARIANCE} with one event less in the divisor; missing if fewer than two events. */
        SAMPLE_VARIANCE,
        /** The square root of the {@link #VARIANCE}. */
        STDDEV,
        /** The square root of the {@link #SAMPLE_VARIANCE}. */
        SAMPLE_STDDEV,
        /**
         * The third central moment over the third power of {@link #STDDEV}; missing if that is 0 or no event is there,
         * NaN if a value is not finite or beyond 1e75. Powers are rounded to 106 bits before they are added up without
         * error.
         */
        SKEWNESS,
        /** The fourth central moment over the square of {@link #VARIANCE}, less 3; otherwise as {@link #SKEWNESS}. */
        KURTOSIS,
        /**
         * How many different values; 0.0 and -0.0 are two, all NaN are one; 0 if no event. Exact, in memory for each of
         * them, however many there are: where that can be too many, {@link Distinct} has a bound.
         */
        DISTINCT,
        /**
         * About how many different values, in whole numbers and in bounded memory; 0 if no event. The standard error is
         * 2.3 %; the same for any order of arrival. HyperLogLog with 2048 registers (P. Flajolet and others,
         * HyperLogLog, AofA 2007) and the estimator of O. Ertl (arXiv:1702.01284, algorithm 6).
         */
        APPROXIMATE_DISTINCT,
        /** The value that occurs most often, of several the least; missing if no event. */
        MODE,
        /** The entropy of the shares of the different values, in bits; missing if no event. */
        ENTROPY,
        /** How many events in a row, from the newest on, have a value other than 0; 0 if no event. */
        STREAK;

        @Override
        public Document toDocument() {
            return Document.of(this);
        }
    }

    /** The functions of two values of an event; an event counts if neither is null. */
    enum OfTwo implements Function {
        /**
         * The exact sum of the first values over that of the second ones, each rounded once and neither of them bound
         * to the range of doubles; missing if no event or if the second sum is 0.
         */
        RATIO,
        /**
         * Pearson's correlation, from -1 to 1; missing if no event or if one of the values does not vary, NaN if a
         * value is not finite or beyond 1e144. From the sums of the values, squares and products, which are exact, as
         * {@link Statistic#VARIANCE} is.
         */
        CORRELATION;

        @Override
        public Document toDocument() {
            return Document.object().with("name", "of_two").with("of", Document.of(this));
        }
    }

    /**
     * A quantile with a relative error of at most the accuracy: of n values in ascending order, counted from 0, the one
     * at {@code floor(share (n - 1))}. NaN if a value is; missing if no event. Values of different signs never mix, and
     * magnitudes below 1e-300 count as 0.
     *
     * <p>From a DDSketch (C. Masson, J. E. Rim, H. K. Lee, DDSketch, VLDB 2019, section 2), which counts values in
     * buckets that grow by a constant factor: no randomness, and an event can be taken back.
     *
     * @param share from 0, the least value, to 1, the greatest
     * @param accuracy from 0.001 to 0.5
     */
    record Quantile(double share, double accuracy) implements Function {
        /** Checks the ranges. */
        public Quantile {
            if (!(share >= 0 && share <= 1)) {
                throw new InvalidException("the share of a quantile is from 0 to 1, was " + share);
            }
            if (!(accuracy >= 0.001 && accuracy <= 0.5)) {
                throw new InvalidException("the accuracy of a quantile is from 0.001 to 0.5, was " + accuracy);
            }
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("name", "quantile")
                    .with("share", share)
                    .with("accuracy", accuracy);
        }
    }

    /**
     * How many values lie below the first bound, from each bound to below the next, and at the last bound or above: one
     * number more than there are bounds. NaN lies nowhere.
     *
     * @param bounds finite, ascending, 1 to 256
     */
    record Histogram(List<Double> bounds) implements Function {
        /** Checks the bounds. */
        public Histogram {
            bounds = List.copyOf(bounds);
            if (bounds.isEmpty() || bounds.size() > 256) {
                throw new InvalidException("a histogram has 1 to 256 bounds, was given " + bounds.size());
            }
            for (int i = 0; i < bounds.size(); i++) {
                if (!Double.isFinite(bounds.get(i)) || (i > 0 && !(bounds.get(i - 1) < bounds.get(i)))) {
                    throw new InvalidException("the bounds of a histogram are finite and ascend, were " + bounds);
                }
            }
        }

        @Override
        public int width() {
            return bounds.size() + 1;
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("name", "histogram")
                    .with(
                            "bounds",
                            Document.list(bounds.stream().map(Document::of).toList()));
        }
    }

    /**
     * How many different values, counted up to a bound: exact below it, and the bound itself says "so many or more". As
     * {@link Statistic#DISTINCT} otherwise, in memory for no more than twice the bound whatever comes.
     *
     * @param most 1 to 65 536
     */
    record Distinct(int most) implements Function {
        /** Checks the bound. */
        public Distinct {
            if (most < 1 || most > 65_536) {
                throw new InvalidException("different values are counted up to a bound of 1 to 65536, not " + most);
            }
        }

        @Override
        public Document toDocument() {
            return Document.object().with("name", "distinct").with("most", most);
        }
    }

    /**
     * The first few values of an order; those that are not there are missing.
     *
     * @param order of the events
     * @param size how many, 1 to 256
     */
    record Selection(Order order, int size) implements Function {
        /** Checks the size. */
        public Selection {
            requireNonNull(order, "order");
            if (size < 1 || size > 256) {
                throw new InvalidException("1 to 256 values can be selected, not " + size);
            }
        }

        @Override
        public int width() {
            return size;
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("name", "selection")
                    .with("order", Document.of(order))
                    .with("size", size);
        }

        /** An order of events. */
        public enum Order {
            /** The oldest first. */
            FIRST,
            /** The newest first. */
            LAST,
            /** The greatest value first; NaN before all. */
            TOP,
            /** The least value first; NaN after all. */
            BOTTOM
        }
    }

    /**
     * A count, sum or mean in which an event weighs half as much after every half-life: 2^(-(t - event time) /
     * half-life). Weights are computed from the instant, not by multiplying again and again, so the bits do not depend
     * on when and how often a feature is read; each sum of one half-life is exact.
     *
     * @param of what is weighted
     * @param halfLife from a millisecond to 292 years
     */
    record Decayed(Of of, Duration halfLife) implements Function {
        /** Checks the half-life. */
        public Decayed {
            requireNonNull(of, "of");
            TimeSpans.positive("a half-life", halfLife);
            if (halfLife.compareTo(Duration.ofMillis(1)) < 0) {
                throw new InvalidException("a half-life is a millisecond or longer, was " + halfLife);
            }
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("name", "decayed")
                    .with("of", Document.of(of))
                    .with("half_life_nanos", halfLife.toNanos());
        }

        /** What is weighted. */
        public enum Of {
            /** The weights alone; 0 if no event. */
            COUNT,
            /** The weighted values; missing if no event. */
            SUM,
            /** The weighted values over the weights; missing if no event. */
            MEAN
        }
    }
}
