// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Feature;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.Function;
import org.mlops4j.features.Window;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.expression.RowExpression;

/**
 * A feature view made ready for events of its source: which values to take from an event, once each, and which function
 * over which window every feature is. Immutable and safe to share between threads.
 */
public final class ViewPlan {

    /** The window of features that have none. */
    static final int LIFETIME = -1;

    /** The partial aggregate of features that have none. */
    static final int NO_PARTIAL = -1;

    private static final double SECOND = 1e9;

    private final FeatureView view;
    private final EventTimes times;
    private final int mostOfTile;
    private final JavaFunctions functions;
    private final List<Taken> taken = new ArrayList<>();
    private final List<RowExpression> inputs = new ArrayList<>();
    private final List<@Nullable RowExpression> filters = new ArrayList<>();
    private final List<Bounds> windows = new ArrayList<>();
    private final List<Accumulating> features = new ArrayList<>();
    private final int[] outputs;
    private final int[][] featuresOfWindow;
    private final boolean[] holdsEvents;
    private final int[] lifetimeFeatures;
    private final int[] featuresOfTime;
    private final boolean needsNewestOnly;
    /** Of each feature, the index of its partial aggregate, or {@link #NO_PARTIAL}. */
    private final int[] partials;
    /** Of each partial aggregate, the first feature that has it. */
    private final List<Integer> featureOfPartial = new ArrayList<>();

    private final double[] defaults;
    private final int[] defaulted;
    private final long reach;

    private ViewPlan(FeatureView view, JavaFunctions functions, int mostOfTile) {
        this.view = view;
        this.functions = functions;
        this.mostOfTile = mostOfTile;
        Schema source = view.source();
        times = new EventTimes(view);
        long now = view.includesNow() ? 1 : 0;
        for (Feature feature : view.features()) {
            Aggregation aggregation = feature.aggregation();
            Window window = aggregation.findWindow().orElse(null);
            // Of the last few events, as of all, those count that live.
            Window bounded = window == null || window instanceof Window.Last
                    ? view.findTtl().map(Window::sliding).orElse(null)
                    : window;
            features.add(new Accumulating(
                    aggregation.function(),
                    slot(new Taken(aggregation.input(), aggregation.filter()), source),
                    slot(new Taken(aggregation.findSecond().orElse(aggregation.input()), aggregation.filter()), source),
                    bounded == null ? LIFETIME : windowOf(Bounds.of(bounded, view.findTtl(), now)),
                    window));
        }
        outputs = new int[features.size() + 1];
        for (int f = 0; f < features.size(); f++) {
            outputs[f + 1] = outputs[f] + features.get(f).function.width();
        }
        lifetimeFeatures = featuresOf(LIFETIME);
        featuresOfTime = IntStream.range(0, features.size())
                .filter(feature -> accumulator(feature).dependsOnTime())
                .toArray();
        needsNewestOnly =
                !times.hasAvailability() && IntStream.range(0, features.size()).allMatch(this::isOfNewest);
        partials = IntStream.range(0, features.size()).map(this::partialOf).toArray();
        defaults = view.features().stream()
                .flatMapToDouble(feature -> DoubleStream.generate(feature::otherwise)
                        .limit(feature.aggregation().function().width()))
                .toArray();
        defaulted = IntStream.range(0, defaults.length)
                .filter(output -> !Double.isNaN(defaults[output]))
                .toArray();
        reach = windows.stream().mapToLong(Bounds::reach).max().orElse(0);
        featuresOfWindow =
                IntStream.range(0, windows.size()).mapToObj(this::featuresOf).toArray(int[][]::new);
        holdsEvents = new boolean[windows.size()];
        for (int window = 0; window < holdsEvents.length; window++) {
            holdsEvents[window] =
                    Arrays.stream(featuresOfWindow[window]).anyMatch(feature -> partials[feature] == NO_PARTIAL);
        }
    }

    /** {@return the plan of a view} */
    public static ViewPlan of(FeatureView view) {
        return of(view, JavaFunctions.none());
    }

    /**
     * {@return the plan of a view}
     *
     * @param functions written in Java that this JVM has
     * @throws org.mlops4j.error.IncompatibleException if the view calls one that is not among them
     */
    public static ViewPlan of(FeatureView view, JavaFunctions functions) {
        return new ViewPlan(view, functions, Tiles.MOST);
    }

    /** {@return the plan of a view, whose states have smaller tiles than those that are stored} */
    static ViewPlan withTilesOf(int events, FeatureView view) {
        return new ViewPlan(view, JavaFunctions.none(), events);
    }

    /** {@return the view} */
    public FeatureView view() {
        return view;
    }

    /** {@return when its events happened, and from when to when they count} */
    public EventTimes times() {
        return times;
    }

    /** {@return how many events a tile of a state has at most; a state of no more has no tiles} */
    int mostOfTile() {
        return mostOfTile;
    }

    /** {@return the number of values taken from an event} */
    public int slotCount() {
        return inputs.size();
    }

    /** {@return how many numbers the features give together} */
    public int outputCount() {
        return outputs[features.size()];
    }

    /** {@return the number of aggregations} */
    public int featureCount() {
        return features.size();
    }

    /** {@return the index of the first number of an aggregation} */
    public int output(int feature) {
        return outputs[feature];
    }

    /**
     * {@return whether of the visible events that all features count, the newest alone matter} Events become visible in
     * the order of their times then.
     */
    public boolean needsNewestOnly() {
        return needsNewestOnly;
    }

    /** Every visible event is before the end of a window that ends now. */
    private boolean isOfNewest(int feature) {
        int bounds = window(feature);
        return accumulator(feature).isOfNewest()
                && (bounds == LIFETIME || windows.get(bounds).every() == 0);
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

    /** {@return an empty state of each aggregation} */
    public Accumulator[] accumulators() {
        Accumulator[] accumulators = new Accumulator[features.size()];
        Arrays.setAll(accumulators, this::accumulator);
        return accumulators;
    }

    /** {@return an empty state of an aggregation} */
    Accumulator accumulator(int feature) {
        Accumulating accumulating = features.get(feature);
        boolean lifetime = accumulating.bounds == LIFETIME;
        Window window = accumulating.window;
        if (window instanceof Window.Last || window instanceof Window.Session) {
            return new NewestEvents(window, accumulating.function, !lifetime);
        }
        return lifetime
                ? Accumulator.lifetime(accumulating.function)
                : Accumulator.windowed(
                        accumulating.function,
                        window instanceof Window.Interval interval
                                ? interval.length().toNanos() / SECOND
                                : Double.NaN);
    }

    /**
     * {@return the index of what a tile adds up to for an aggregation, {@link #NO_PARTIAL} if it has to hold events}
     */
    int partial(int feature) {
        return partials[feature];
    }

    /** {@return an empty state of each partial aggregate} Aggregations that differ in their windows alone have one. */
    Accumulator[] partialAggregates() {
        return featureOfPartial.stream().map(this::accumulator).toArray(Accumulator[]::new);
    }

    /** {@return an aggregation that counts the events that a partial aggregate counts} */
    int featureOfPartial(int partial) {
        return featureOfPartial.get(partial);
    }

    /** {@return whether an aggregation over a window has no partial aggregate} */
    boolean holdsEvents(int window) {
        return holdsEvents[window];
    }

    private int partialOf(int feature) {
        Accumulating wanted = features.get(feature);
        if (wanted.bounds == LIFETIME || accumulator(feature).holdsEvents()) {
            return NO_PARTIAL;
        }
        for (int partial = 0; partial < featureOfPartial.size(); partial++) {
            if (features.get(featureOfPartial.get(partial)).countsAs(wanted)) {
                return partial;
            }
        }
        featureOfPartial.add(feature);
        return featureOfPartial.size() - 1;
    }

    /** {@return what is taken out of an event, by slot} */
    List<Taken> taken() {
        return taken;
    }

    /** {@return the functions written in Java that there are} */
    JavaFunctions functions() {
        return functions;
    }

    int slot(int feature) {
        return features.get(feature).slot;
    }

    /** {@return the slot of the second value; of a function of one value, that of the first} */
    int second(int feature) {
        return features.get(feature).second;
    }

    /**
     * Puts defaults where numbers of the aggregations would be NaN.
     *
     * @param index of the first number of all
     */
    public void replaceMissing(double[] numbers, int index) {
        for (int output : defaulted) {
            if (Double.isNaN(numbers[index + output])) {
                numbers[index + output] = defaults[output];
            }
        }
    }

    /** {@return the aggregations whose result changes as time goes by, though no event comes or goes} */
    int[] featuresOfTime() {
        return featuresOfTime;
    }

    int window(int feature) {
        return features.get(feature).bounds;
    }

    int windowCount() {
        return windows.size();
    }

    Bounds bounds(int window) {
        return windows.get(window);
    }

    int[] featuresOfWindow(int window) {
        return featuresOfWindow[window];
    }

    int[] lifetimeFeatures() {
        return lifetimeFeatures;
    }

    /** {@return the least event time that any window may still ask for from a time on} */
    long leastOfAll(long time) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < windows.size(); window++) {
            least = Math.min(least, windows.get(window).lower(time));
        }
        return least;
    }

    /** {@return how long before a time the least event time lies that any window may ask for, at most} */
    long reach() {
        return reach;
    }

    /**
     * Lets an event count, if a feature counts it.
     *
     * @param slots its values from an index on
     * @return whether it counts
     */
    boolean add(int feature, Accumulator to, long eventTime, long availableAt, long[] slots, int from) {
        long value = slots[from + slot(feature)];
        long second = slots[from + second(feature)];
        if (value == RowExpression.NULL || second == RowExpression.NULL) {
            return false;
        }
        to.add(eventTime, availableAt, Double.longBitsToDouble(value), Double.longBitsToDouble(second));
        return true;
    }

    /**
     * {@return whether every feature counts an event}
     *
     * @param slots its values from an index on
     */
    public boolean countsForAll(long[] slots, int from) {
        for (int slot = 0; slot < inputs.size(); slot++) {
            if (slots[from + slot] == RowExpression.NULL) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets an event that was added count no more, if a feature counts it.
     *
     * @param slots its values from an index on
     */
    void remove(int feature, Accumulator from, long eventTime, long availableAt, long[] slots, int at) {
        long value = slots[at + slot(feature)];
        long second = slots[at + second(feature)];
        if (value != RowExpression.NULL && second != RowExpression.NULL) {
            from.remove(eventTime, availableAt, Double.longBitsToDouble(value), Double.longBitsToDouble(second));
        }
    }

    /**
     * Takes back an event that was added, if the feature counts it, as {@link Accumulator#takeBack}.
     *
     * @param slots its values from an index on
     */
    boolean takeBack(int feature, Accumulator from, long eventTime, long availableAt, long[] slots, int at) {
        long value = slots[at + slot(feature)];
        long second = slots[at + second(feature)];
        return value == RowExpression.NULL
                || second == RowExpression.NULL
                || from.takeBack(
                        eventTime, availableAt, Double.longBitsToDouble(value), Double.longBitsToDouble(second));
    }

    private int[] featuresOf(int window) {
        return IntStream.range(0, features.size())
                .filter(f -> features.get(f).bounds == window)
                .toArray();
    }

    private int windowOf(Bounds bounds) {
        if (!windows.contains(bounds)) {
            windows.add(bounds);
        }
        return windows.indexOf(bounds);
    }

    private int slot(Taken wanted, Schema source) {
        int known = taken.indexOf(wanted);
        if (known >= 0) {
            return known;
        }
        taken.add(wanted);
        inputs.add(RowExpression.compile(wanted.input(), source, functions));
        filters.add(wanted.filter() == null ? null : RowExpression.compile(wanted.filter(), source, functions));
        return taken.size() - 1;
    }

    /** A value that is taken out of an event, and the condition on which it is. */
    record Taken(Expression input, @Nullable Expression filter) {}

    /**
     * A function, the values it takes and the events that it counts.
     *
     * @param second the same as the first for a function of one value
     * @param bounds the index of the bounds of their event times, or {@link #LIFETIME}
     */
    private record Accumulating(
            Function function,
            int slot,
            int second,
            int bounds,
            @Nullable Window window) {

        boolean countsAs(Accumulating other) {
            return function.equals(other.function) && slot == other.slot && second == other.second;
        }
    }
}
