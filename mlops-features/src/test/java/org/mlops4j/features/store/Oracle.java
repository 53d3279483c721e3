// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Availability;
import org.mlops4j.features.Feature;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.Window;
import org.mlops4j.features.aggregate.NaiveFunctions;

/** Features by their definition, event by event, without any of the engine: the truth that the engine must equal. */
final class Oracle {

    private Oracle() {}

    /** {@return the numbers of a feature of {@link Scenario} for one label} */
    static double[] feature(FeatureView view, int feature, List<Object[]> events, Object[] label) {
        Feature defined = view.features().get(feature);
        double[] numbers = NaiveFunctions.results(
                defined.aggregation().function(),
                defined.aggregation().findWindow().orElse(null),
                seen(view, defined, events, label),
                (Long) label[3]);
        return Arrays.stream(numbers)
                .map(number -> Double.isNaN(number) ? defined.otherwise() : number)
                .toArray();
    }

    /**
     * {@return the greatest (instant an event was known - time of the label it was used for) of a feature in
     * nanoseconds, {@code null} if no label used any event}
     */
    static @Nullable Duration lag(FeatureView view, int feature, List<Object[]> events, List<Object[]> labels) {
        Duration greatest = null;
        for (Object[] label : labels) {
            for (NaiveFunctions.Event event : seen(view, view.features().get(feature), events, label)) {
                Duration lag = Duration.ofNanos(Math.max(event.time(), event.availableAt()) - (Long) label[3]);
                greatest = greatest == null || lag.compareTo(greatest) > 0 ? lag : greatest;
            }
        }
        return greatest;
    }

    /** {@return the events that a feature uses for one label} */
    private static List<NaiveFunctions.Event> seen(
            FeatureView view, Feature defined, List<Object[]> events, Object[] label) {
        boolean pairs = view.entity().keys().size() == 2;
        long time = (Long) label[3];
        Window window = defined.aggregation().findWindow().orElse(null);
        Long ttl = view.findTtl().map(Duration::toNanos).orElse(null);
        long delay = view.availability() instanceof Availability.After after
                ? after.delay().toNanos()
                : 0;
        List<NaiveFunctions.Event> seen = new ArrayList<>();
        for (Object[] event : events) {
            long at = (Long) event[2];
            long known = view.availability() instanceof Availability.At ? (Long) event[3] : at + delay;
            boolean same = event[0].equals(label[2]) && (!pairs || event[1].equals(label[1]));
            Double input = input(defined.name(), (String) event[1], (Double) event[4], (Boolean) event[5]);
            Double second = defined.aggregation().findSecond().isEmpty()
                    ? input
                    : event[5] == null ? null : (Double) (Boolean.TRUE.equals(event[5]) ? 1.0 : 0.0);
            if (same
                    && known <= time
                    && NaiveFunctions.holds(window, ttl, view.includesNow(), at, time)
                    && input != null
                    && second != null) {
                seen.add(new NaiveFunctions.Event(at, known, input, second));
            }
        }
        return seen;
    }

    /** {@return what a feature takes of an event, or {@code null} if the event does not count for it} */
    private static @Nullable Double input(String feature, String y, @Nullable Double value, @Nullable Boolean flag) {
        boolean flagged = Boolean.TRUE.equals(flag);
        return switch (feature) {
            case "count_short", "count", "since", "since_long", "now_count", "now_since" -> (Double) 1.0;
            case "flagged" -> flagged ? (Double) 1.0 : null;
            case "sum_flagged" -> flagged && value != null && value > 0 ? value : null;
            case "bottom_flagged", "now_sum" -> flagged ? value : null;
            case "x_count_23" -> y.equals("23") ? (Double) 1.0 : null;
            case "x_count_3" -> y.equals("3") ? (Double) 1.0 : null;
            case "x_last_3" -> flagged && y.equals("3") ? value : null;
            case "x_unset" -> value == null ? (Double) 1.0 : null;
            case "mean_long" -> value == null ? null : (Double) (value > 0.5 ? 1.0 : 0.0);
            case "x_mean" -> value == null ? null : (Double) (value * 0.1);
            default -> value;
        };
    }
}
