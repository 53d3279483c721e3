// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function;
import org.mlops4j.features.Window;

/**
 * A function of the newest events alone: of so many of them, or of those that follow each other closely. A result adds
 * up the events that count, so it costs as much as they are many.
 */
/*
 * A window with a first instant holds all events behind it, because any of them may become one of the newest when the
 * function goes back in time. Without one, only the last few are held.
 */
final class NewestEvents implements Accumulator {

    private final Window window;
    /** Filled for each result. */
    private final Accumulator state;

    private final boolean sliding;
    private final EventRows events;

    /**
     * Creates the state without events.
     *
     * @param window {@link Window.Last} or {@link Window.Session}
     * @param function what is computed of them
     * @param sliding whether events leave by their age
     */
    NewestEvents(Window window, Function function, boolean sliding) {
        this.window = window;
        this.state = Accumulator.lifetime(function);
        this.events = function instanceof Function.OfTwo ? EventRows.ofTwo() : EventRows.ofOne();
        this.sliding = sliding;
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        events.add(eventTime, availableAt, value, second);
        if (!sliding && window instanceof Window.Last last && events.size() > last.events()) {
            events.removeFirst(1);
        }
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        events.remove(eventTime, availableAt, value, second);
    }

    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return false;
    }

    @Override
    public boolean holdsEvents() {
        return sliding;
    }

    @Override
    public void merge(Accumulator other) {
        EventRows more = ((NewestEvents) other).events;
        for (int row = 0; row < more.size(); row++) {
            add(more.time(row), more.availableAt(row), more.value(row), more.second(row));
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        events.copyFrom(((NewestEvents) other).events);
    }

    @Override
    public void clear() {
        events.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        events.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        events.read(in);
    }

    @Override
    public boolean dependsOnTime() {
        return window instanceof Window.Session || state.dependsOnTime();
    }

    @Override
    public double result(long time) {
        addUp(time);
        return state.result(time);
    }

    @Override
    public void results(long time, double[] out, int at) {
        addUp(time);
        state.results(time, out, at);
    }

    private void addUp(long time) {
        state.clear();
        for (int row = first(time); row < events.size(); row++) {
            state.add(events.time(row), events.availableAt(row), events.value(row), events.second(row));
        }
    }

    /** {@return the index of the first event that counts} */
    private int first(long time) {
        int size = events.size();
        if (window instanceof Window.Last last) {
            return Math.max(0, size - last.events());
        }
        long gap = ((Window.Session) window).gap().toNanos();
        if (size == 0 || isLonger(events.time(size - 1), time, gap)) {
            return size;
        }
        int first = size - 1;
        while (first > 0 && !isLonger(events.time(first - 1), events.time(first), gap)) {
            first--;
        }
        return first;
    }

    private static boolean isLonger(long from, long to, long gap) {
        long between = to - from;
        // Times may lie further apart than a long can say.
        return to > from && (between < 0 || between > gap);
    }
}
