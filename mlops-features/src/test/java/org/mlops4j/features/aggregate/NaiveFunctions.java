// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Function;
import org.mlops4j.features.Function.Decayed;
import org.mlops4j.features.Function.Histogram;
import org.mlops4j.features.Function.OfTwo;
import org.mlops4j.features.Function.Quantile;
import org.mlops4j.features.Function.Selection;
import org.mlops4j.features.Function.Statistic;
import org.mlops4j.features.Window;

/** Functions and windows by their definition, from the list of events: the truth that the engine must equal. */
public final class NaiveFunctions {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal FAR = BigDecimal.valueOf(2).pow(64);

    private NaiveFunctions() {}

    /** {@return whether an event time counts at t} */
    public static boolean holds(
            @Nullable Window window, @Nullable Long ttl, boolean includesNow, long eventTime, long t) {
        // (a, b] is [a, b) a nanosecond later.
        long shift = includesNow ? 1 : 0;
        long end = t;
        if (window instanceof Window.Hopping hopping) {
            end = Math.floorDiv(t, hopping.every().toNanos()) * hopping.every().toNanos();
        }
        long length = Long.MAX_VALUE;
        if (window instanceof Window.Interval interval) {
            length = interval.length().toNanos();
        } else if (window instanceof Window.Session session) {
            length = session.atMost().toNanos();
        }
        boolean inWindow = eventTime < end + shift && (length == Long.MAX_VALUE || eventTime >= end - length + shift);
        return inWindow && (ttl == null || eventTime >= t - ttl + shift);
    }

    /** {@return the numbers, of events that are known and whose times the window holds} */
    public static double[] results(Function function, @Nullable Window window, List<Event> known, long t) {
        List<Event> events = counting(window, known, t);
        double[] values = events.stream().mapToDouble(Event::value).toArray();
        int n = values.length;
        if (function instanceof Selection selection) {
            double[] ordered = selection.order() == Selection.Order.FIRST || selection.order() == Selection.Order.LAST
                    ? values
                    : Arrays.stream(values).sorted().toArray();
            boolean fromEnd = selection.order() == Selection.Order.LAST || selection.order() == Selection.Order.TOP;
            double[] selected = new double[selection.size()];
            for (int i = 0; i < selected.length; i++) {
                selected[i] = i >= n ? Double.NaN : ordered[fromEnd ? n - 1 - i : i];
            }
            return selected;
        } else if (function instanceof Histogram histogram) {
            double[] counts = new double[histogram.width()];
            for (double value : values) {
                int bucket = 0;
                while (bucket < histogram.bounds().size()
                        && value >= histogram.bounds().get(bucket)) {
                    bucket++;
                }
                counts[bucket] += Double.isNaN(value) ? 0 : 1;
            }
            return counts;
        } else if (function instanceof Function.Distinct distinct) {
            return new double[] {
                Math.min(
                        distinct.most(),
                        Arrays.stream(values).boxed().distinct().count())
            };
        } else if (function instanceof Quantile quantile) {
            return new double[] {
                n == 0 || Arrays.stream(values).anyMatch(Double::isNaN)
                        ? Double.NaN
                        : Arrays.stream(values).sorted().toArray()[(int) Math.floor(quantile.share() * (n - 1))]
            };
        } else if (function instanceof Decayed decayed) {
            double halfLife = decayed.halfLife().toNanos();
            double weight = 0;
            double sum = 0;
            for (Event event : events) {
                double w = Math.pow(2, -(t - event.time()) / halfLife);
                weight += w;
                sum += w * event.value();
            }
            double missing = n == 0 ? Double.NaN : 0;
            return new double[] {
                switch (decayed.of()) {
                    case COUNT -> weight;
                    case SUM -> sum + missing;
                    case MEAN -> sum / weight + missing;
                }
            };
        }
        if (function instanceof OfTwo ofTwo) {
            return new double[] {ofTwo(ofTwo, events, values)};
        }
        return new double[] {statistic((Statistic) function, window, events, values, t)};
    }

    /** {@return the events that count, in order} */
    static List<Event> counting(@Nullable Window window, List<Event> known, long t) {
        List<Event> events = known.stream()
                .sorted(Comparator.comparingLong(Event::time)
                        .thenComparingLong(Event::availableAt)
                        .thenComparingDouble(Event::value)
                        .thenComparingDouble(Event::second))
                .toList();
        int first = 0;
        if (window instanceof Window.Last last) {
            first = Math.max(0, events.size() - last.events());
        } else if (window instanceof Window.Session session) {
            long next = t;
            first = events.size();
            while (first > 0
                    && next - events.get(first - 1).time() <= session.gap().toNanos()) {
                first--;
                next = events.get(first).time();
            }
        }
        return events.subList(first, events.size());
    }

    /** {@return whether the engine may differ from the truth by rounding, and how much: a relative error} */
    static double tolerance(Function function) {
        if (function instanceof Quantile quantile) {
            return quantile.accuracy() * 1.000_001;
        } else if (function instanceof Decayed || function == OfTwo.CORRELATION) {
            return 1e-12;
        }
        return switch (function instanceof Statistic statistic ? statistic : Statistic.COUNT) {
            case VARIANCE, SAMPLE_VARIANCE, STDDEV, SAMPLE_STDDEV -> 1e-14;
            case SKEWNESS, KURTOSIS -> 1e-12;
            case ENTROPY -> 1e-13;
            // Of few values one or two may fall to the register of another.
            case APPROXIMATE_DISTINCT -> 0.2;
            default -> 0;
        };
    }

    private static double statistic(Statistic function, Window window, List<Event> events, double[] values, long t) {
        int n = values.length;
        Map<Double, Integer> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(value, 1, Integer::sum);
        }
        double empty = n == 0 ? Double.NaN : 0;
        return switch (function) {
            case COUNT -> n;
            case RATE -> n / (((Window.Interval) window).length().toNanos() / 1e9);
            case SUM -> n == 0 ? Double.NaN : sum(values);
            case MEAN ->
                n == 0
                        ? Double.NaN
                        : quotient(values, Arrays.stream(values).map(v -> 1).toArray());
            case MIN -> Arrays.stream(values).reduce(Math::min).orElse(Double.NaN);
            case MAX -> Arrays.stream(values).reduce(Math::max).orElse(Double.NaN);
            case FIRST -> n == 0 ? Double.NaN : values[0];
            case LAST -> n == 0 ? Double.NaN : values[n - 1];
            case TIME_SINCE_LAST -> n == 0 ? Double.NaN : (t - events.get(n - 1).time()) / 1e9;
            case DISTINCT, APPROXIMATE_DISTINCT -> counts.size();
            case MODE ->
                counts.entrySet().stream()
                        .max(Map.Entry.<Double, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                        .map(Map.Entry::getKey)
                        .orElse(Double.NaN);
            case ENTROPY ->
                counts.values().stream()
                                .mapToDouble(c -> -(double) c / n * (Math.log((double) c / n) / Math.log(2)))
                                .sum()
                        + empty;
            case STREAK -> {
                int streak = 0;
                while (streak < n && values[n - 1 - streak] != 0) {
                    streak++;
                }
                yield streak;
            }
            default -> moments(function, values);
        };
    }

    private static double moments(Statistic function, double[] values) {
        int n = values.length;
        double greatest = function == Statistic.SKEWNESS || function == Statistic.KURTOSIS ? 1e75 : 1e144;
        if (n == 0 || Arrays.stream(values).anyMatch(v -> !Double.isFinite(v) || Math.abs(v) > greatest)) {
            return Double.NaN;
        }
        BigDecimal count = BigDecimal.valueOf(n);
        BigDecimal mean = total(values).divide(count, DIGITS);
        double[] central = new double[5];
        for (int power = 2; power <= 4; power++) {
            int p = power;
            central[p] = Arrays.stream(values)
                    .mapToObj(v -> new BigDecimal(v).subtract(mean).pow(p, DIGITS))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .divide(count, DIGITS)
                    .doubleValue();
        }
        double second = central[2] < 0x1p-98 * mean.doubleValue() * mean.doubleValue() ? 0 : central[2];
        double sample = n < 2 ? Double.NaN : second * n / (n - 1);
        return switch (function) {
            case VARIANCE -> second;
            case SAMPLE_VARIANCE -> sample;
            case STDDEV -> Math.sqrt(second);
            case SAMPLE_STDDEV -> Math.sqrt(sample);
            case SKEWNESS -> second == 0 ? Double.NaN : central[3] / Math.pow(second, 1.5);
            case KURTOSIS -> second == 0 ? Double.NaN : central[4] / (second * second) - 3;
            default -> throw new IllegalArgumentException(function.toString());
        };
    }

    private static double ofTwo(OfTwo function, List<Event> events, double[] values) {
        double[] seconds = events.stream().mapToDouble(Event::second).toArray();
        if (function == OfTwo.RATIO) {
            return values.length == 0 || sum(seconds) == 0 ? Double.NaN : quotient(values, seconds);
        }
        double spread = moments(Statistic.STDDEV, values) * moments(Statistic.STDDEV, seconds);
        if (!(spread > 0)) {
            return Double.NaN;
        }
        BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal products = BigDecimal.ZERO;
        for (Event event : events) {
            products = products.add(new BigDecimal(event.value()).multiply(new BigDecimal(event.second())));
        }
        BigDecimal means =
                total(values).multiply(total(seconds)).divide(n, DIGITS).divide(n, DIGITS);
        return Math.max(
                -1, Math.min(1, products.divide(n, DIGITS).subtract(means).doubleValue() / spread));
    }

    /** {@return a sum over another, each to 53 bits whatever its exponent} */
    private static double quotient(double[] above, double[] below) {
        double sum = sum(above);
        double divisor = sum(below);
        boolean special =
                DoubleStream.concat(Arrays.stream(above), Arrays.stream(below)).anyMatch(v -> !Double.isFinite(v));
        if (special || sum == 0 || (Double.isFinite(sum) && Double.isFinite(divisor))) {
            return sum / divisor;
        }
        return bits53(total(above)).divide(bits53(total(below)), DIGITS).doubleValue();
    }

    private static BigDecimal bits53(BigDecimal exact) {
        double near = exact.doubleValue();
        return Double.isFinite(near)
                ? new BigDecimal(near)
                : new BigDecimal(exact.divide(FAR).doubleValue()).multiply(FAR);
    }

    private static BigDecimal total(double[] values) {
        return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static double sum(double[] values) {
        BigDecimal exact = BigDecimal.ZERO;
        double special = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                exact = exact.add(new BigDecimal(value));
            } else {
                special += value;
            }
        }
        return special == 0 ? exact.doubleValue() + 0.0 : special;
    }

    /** An event with a value that is not null. */
    public record Event(long time, long availableAt, double value, double second) {
        /** Creates one for functions of one value. */
        public Event(long time, long availableAt, double value) {
            this(time, availableAt, value, value);
        }
    }
}
