// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.ArrayList;
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

    /** {@return a feature of {@link Scenario} for one label} */
    static double feature(FeatureView view, int feature, List<Object[]> events, Object[] label) {
        boolean pairs = view.name().equals("pairs");
        Feature defined = view.features().get(feature);
        long time = (Long) label[3];
        Window window = defined.aggregation().findWindow().orElse(null);
        Long ttl = view.findTtl().map(Duration::toNanos).orElse(null);
        long delay = view.availability() instanceof Availability.After after
                ? after.delay().toNanos()
                : 0;
        List<NaiveFunctions.Event> seen = new ArrayList<>();
        for (Object[] event : events) {
            long at = (Long) event[2];
            long known = pairs ? (Long) event[3] : at + delay;
            boolean same = event[0].equals(label[2]) && (!pairs || event[1].equals(label[1]));
            Double input = input(defined.name(), (Double) event[4], (Boolean) event[5]);
            Double second = defined.aggregation().findSecond().isEmpty()
                    ? input
                    : event[5] == null ? null : (Double) (Boolean.TRUE.equals(event[5]) ? 1.0 : 0.0);
            if (same
                    && known <= time
                    && NaiveFunctions.holds(window, ttl, false, at, time)
                    && input != null
                    && second != null) {
                seen.add(new NaiveFunctions.Event(at, known, input, second));
            }
        }
        double value = NaiveFunctions.results(defined.aggregation().function(), window, seen, time)[0];
        return Double.isNaN(value) ? defined.otherwise() : value;
    }

    /** {@return what a feature takes of an event, or {@code null} if the event does not count for it} */
    private static @Nullable Double input(String feature, @Nullable Double value, @Nullable Boolean flag) {
        return switch (feature) {
            case "count_short", "count", "since", "since_long" -> (Double) 1.0;
            case "flagged" -> Boolean.TRUE.equals(flag) ? (Double) 1.0 : null;
            case "x_unset" -> value == null ? (Double) 1.0 : null;
            case "mean_long" -> value == null ? null : (Double) (value > 0.5 ? 1.0 : 0.0);
            case "x_mean" -> value == null ? null : (Double) (value * 0.1);
            default -> value;
        };
    }
}
