// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mlops4j.features.Availability;
import org.mlops4j.features.FeatureView;

/** Features by their definition, event by event, without any of the engine: the truth that the engine must equal. */
final class Oracle {

    private Oracle() {}

    /** {@return a feature of {@link Scenario} for one label} */
    static double feature(FeatureView view, int feature, List<Object[]> events, Object[] label) {
        boolean pairs = view.name().equals("pairs");
        String name = view.features().get(feature).name();
        long time = (Long) label[3];
        Long window = view.features()
                .get(feature)
                .aggregation()
                .findWindow()
                .map(w -> w.length().toNanos())
                .orElse(null);
        if (view.findTtl().isPresent()) {
            long ttl = view.findTtl().get().toNanos();
            window = window == null ? ttl : Math.min(window, ttl);
        }
        Long bound = window;
        long delay = view.availability() instanceof Availability.After after
                ? after.delay().toNanos()
                : 0;
        List<Object[]> seen = new ArrayList<>();
        for (Object[] event : events) {
            long at = (Long) event[2];
            long known = pairs ? (Long) event[3] : at + delay;
            boolean same = event[0].equals(label[2]) && (!pairs || event[1].equals(label[1]));
            if (same && known <= time && at < time && (bound == null || at >= time - bound)) {
                seen.add(event);
            }
        }
        return switch (name) {
            case "count_short", "count" -> seen.size();
            case "sum_short", "sum_long", "sum" -> sum(values(seen, v -> v));
            case "mean_long" -> mean(values(seen, v -> v > 0.5 ? 1.0 : 0.0));
            case "x_mean" -> mean(values(seen, v -> v * 0.1));
            case "min_short", "min_long", "min" -> least(values(seen, v -> v));
            case "max" -> greatest(values(seen, v -> v));
            case "max_long" -> {
                double greatest = greatest(values(seen, v -> v));
                yield Double.isNaN(greatest) ? -7 : greatest;
            }
            case "last_long", "last" -> last(seen);
            case "since", "since_long" -> since(seen, time);
            case "flagged" ->
                seen.stream().filter(e -> Boolean.TRUE.equals(e[5])).count();
            case "x_unset" -> seen.stream().filter(e -> e[4] == null).count();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<Double> values(List<Object[]> seen, Function<Double, Double> of) {
        return seen.stream()
                .filter(e -> e[4] != null)
                .map(e -> of.apply((Double) e[4]))
                .toList();
    }

    private static double sum(List<Double> values) {
        BigDecimal exact = BigDecimal.ZERO;
        double special = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                exact = exact.add(new BigDecimal(value));
            } else {
                special += value;
            }
        }
        if (values.isEmpty()) {
            return Double.NaN;
        }
        return special == 0 ? exact.doubleValue() + 0.0 : special;
    }

    private static double mean(List<Double> values) {
        return sum(values) / values.size();
    }

    private static double least(List<Double> values) {
        return values.stream().reduce(Math::min).orElse(Double.NaN);
    }

    private static double greatest(List<Double> values) {
        return values.stream().reduce(Math::max).orElse(Double.NaN);
    }

    private static double last(List<Object[]> seen) {
        Object[] newest = null;
        for (Object[] event : seen) {
            if (event[4] != null && (newest == null || newer(event, newest))) {
                newest = event;
            }
        }
        return newest == null ? Double.NaN : (Double) newest[4];
    }

    private static boolean newer(Object[] a, Object[] b) {
        int order = Long.compare((Long) a[2], (Long) b[2]);
        order = order != 0 ? order : Long.compare((Long) a[3], (Long) b[3]);
        return (order != 0 ? order : Double.compare((Double) a[4], (Double) b[4])) > 0;
    }

    private static double since(List<Object[]> seen, long time) {
        return seen.stream().mapToLong(e -> (Long) e[2]).max().stream()
                .mapToDouble(newest -> (time - newest) / 1e9)
                .findFirst()
                .orElse(Double.NaN);
    }
}
