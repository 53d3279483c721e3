// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.features.Availability;
import org.mlops4j.features.Feature;
import org.mlops4j.features.FeatureView;

/**
 * Which events of a view a vector of an instant t may see, read off the definition. {@link TrainingSet#audit} proves of
 * the data that this was kept; whether it is true that an event is known by then, only who knows the source can say.
 *
 * @param view its name
 * @param availability when an event is known, as the view declares it; at the event itself if it declares nothing
 * @param includesNow whether an event at t itself is seen
 * @param assumed if the view declares no availability, the columns that features read beside keys and event time, by
 *     name: each counts as known at the event. A column that tells how something turned out lets features see the
 *     future
 */
public record Visibility(String view, Availability availability, boolean includesNow, List<String> assumed) {

    /** Copies the list. */
    public Visibility {
        assumed = List.copyOf(assumed);
    }

    /** {@return what a definition lets its features see} */
    public static Visibility of(FeatureView view) {
        Set<String> columns = new TreeSet<>();
        if (view.availability().equals(Availability.After.NOTHING)) {
            for (Feature feature : view.features()) {
                feature.aggregation().expressions().forEach(expression -> columns.addAll(expression.columns()));
            }
            columns.remove(view.eventTime());
            view.entity().keys().forEach(columns::remove);
        }
        return new Visibility(view.name(), view.availability(), view.includesNow(), List.copyOf(columns));
    }

    /** {@return what is seen; then, on a line of its own, what is only assumed} */
    @Override
    public String toString() {
        String seen = "At t, view '" + view + "' sees events " + (includesNow ? "up to t" : "before t") + known();
        return assumed.isEmpty()
                ? seen
                : seen + "\n! it declares no availability: " + String.join(", ", assumed)
                        + " must be known when the event happens, or features see the future";
    }

    private String known() {
        if (availability instanceof Availability.At at) {
            return " that were known by then, as '" + at.column() + "' says";
        }
        Duration delay = ((Availability.After) availability).delay();
        return delay.isZero() ? "" : " that are at least " + delay + " old";
    }
}
