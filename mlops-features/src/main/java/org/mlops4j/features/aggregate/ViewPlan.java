// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.Aggregation.Function;
import org.mlops4j.features.Availability;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expression.RowExpression;

/**
 * A feature view made ready for events of its source: which values to take from an event, once each, and which function
 * over which window every feature is. Immutable and safe to share between threads.
 */
public final class ViewPlan {

    /** The window of features that have none. */
    static final int LIFETIME = -1;

    private final FeatureView view;
    private final int eventTime;
    private final int availableAt;
    private final long delay;
    private final List<RowExpression> inputs = new ArrayList<>();
    private final List<@Nullable RowExpression> filters = new ArrayList<>();
    private final long[] windows;
    private final Function[] functions;
    private final int[] slots;
    private final int[] featureWindows;

    private ViewPlan(FeatureView view) {
        this.view = view;
        Schema source = view.source();
        eventTime = source.index(view.eventTime());
        availableAt = view.availability() instanceof Availability.At at ? source.index(at.column()) : -1;
        delay = view.availability() instanceof Availability.After after
                ? after.delay().toNanos()
                : 0;
        windows = windows(view);
        int features = view.features().size();
        functions = new Function[features];
        slots = new int[features];
        featureWindows = new int[features];
        List<Taken> taken = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            Aggregation aggregation = view.features().get(f).aggregation();
            functions[f] = aggregation.function();
            slots[f] = slot(new Taken(aggregation.input(), aggregation.filter()), taken, source);
            featureWindows[f] =
                    window(view, aggregation).map(w -> indexOf(w.toNanos())).orElse(LIFETIME);
        }
    }

    /** {@return the plan of a view} */
    public static ViewPlan of(FeatureView view) {
        return new ViewPlan(view);
    }

    /** {@return the view} */
    public FeatureView view() {
        return view;
    }

    /** {@return the number of values taken from an event} */
    public int slotCount() {
        return inputs.size();
    }

    /** {@return the number of features} */
    public int featureCount() {
        return functions.length;
    }

    /** {@return when an event of {@link FeatureView#source()} happened, in nanoseconds since the epoch} */
    public long eventTime(Row event) {
        return requiredTime(event, eventTime);
    }

    /** {@return when an event could be known} */
    public long availableAt(Row event) {
        if (availableAt >= 0) {
            return requiredTime(event, availableAt);
        }
        long time = requiredTime(event, eventTime);
        return time > Long.MAX_VALUE - delay ? Long.MAX_VALUE : time + delay;
    }

    /**
     * Takes the values out of an event.
     *
     * @param values filled from an index on, {@link #slotCount()} of them, as {@link RowExpression#bits}
     */
    public void take(Row event, long[] values, int at) {
        for (int slot = 0; slot < inputs.size(); slot++) {
            RowExpression filter = filters.get(slot);
            boolean counts = filter == null || filter.bits(event) == RowExpression.TRUE;
            values[at + slot] = counts ? inputs.get(slot).bits(event) : RowExpression.NULL;
        }
    }

    /** {@return an empty state of each feature} */
    public Accumulator[] accumulators() {
        Accumulator[] accumulators = new Accumulator[functions.length];
        for (int f = 0; f < accumulators.length; f++) {
            accumulators[f] = featureWindows[f] == LIFETIME
                    ? Accumulator.lifetime(functions[f])
                    : Accumulator.windowed(functions[f]);
        }
        return accumulators;
    }

    int slot(int feature) {
        return slots[feature];
    }

    int window(int feature) {
        return featureWindows[feature];
    }

    int windowCount() {
        return windows.length;
    }

    /** {@return the least event time in a window at a time}; windows are in ascending order of length. */
    long lowerBound(int window, long time) {
        long lower = time - windows[window];
        return lower > time ? Long.MIN_VALUE : lower;
    }

    private long requiredTime(Row event, int field) {
        if (event.isNull(field)) {
            throw new InvalidException("an event of feature view '" + view.name() + "' has no "
                    + event.schema().field(field).name());
        }
        return event.whole(field);
    }

    private int slot(Taken wanted, List<Taken> taken, Schema source) {
        int known = taken.indexOf(wanted);
        if (known >= 0) {
            return known;
        }
        taken.add(wanted);
        inputs.add(RowExpression.compile(wanted.input(), source));
        filters.add(wanted.filter() == null ? null : RowExpression.compile(wanted.filter(), source));
        return taken.size() - 1;
    }

    private int indexOf(long window) {
        for (int i = 0; i < windows.length; i++) {
            if (windows[i] == window) {
                return i;
            }
        }
        throw new IllegalStateException("window of " + window + " ns is not planned");
    }

    private static long[] windows(FeatureView view) {
        return view.features().stream()
                .flatMap(f -> window(view, f.aggregation()).stream())
                .mapToLong(Duration::toNanos)
                .distinct()
                .sorted()
                .toArray();
    }

    /** {@return how far back events count: the window, but no further than the view's events live} */
    private static Optional<Duration> window(FeatureView view, Aggregation aggregation) {
        return Stream.concat(aggregation.findWindow().stream(), view.findTtl().stream())
                .min(Comparator.naturalOrder());
    }

    private record Taken(Expression input, @Nullable Expression filter) {}
}
