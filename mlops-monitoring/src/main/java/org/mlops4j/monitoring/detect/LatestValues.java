// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/** The latest values of a stream, up to a number of them. */
final class LatestValues {

    private final double[] values;
    private int oldest;
    private int size;

    LatestValues(int most) {
        values = new double[most];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == values.length;
    }

    /** {@return a value; 0 is the oldest} */
    double get(int index) {
        int place = oldest + index;
        return values[place < values.length ? place : place - values.length];
    }

    /** {@return the value that had to go, 0 if none had to} */
    double add(double value) {
        if (!isFull()) {
            size++;
            set(size - 1, value);
            return 0;
        }
        double gone = values[oldest];
        values[oldest] = value;
        oldest = oldest + 1 < values.length ? oldest + 1 : 0;
        return gone;
    }

    private void set(int index, double value) {
        values[(oldest + index) % values.length] = value;
    }

    /** Forgets all but so many of the latest, or none if there are fewer. */
    void keep(int latest) {
        if (latest < size) {
            oldest = (oldest + size - latest) % values.length;
            size = latest;
        }
    }

    void clear() {
        oldest = 0;
        size = 0;
    }

    Document save() {
        double[] inOrder = new double[size];
        for (int i = 0; i < size; i++) {
            inOrder[i] = get(i);
        }
        return Saved.numbers(inOrder, size);
    }

    void load(Document saved) {
        oldest = 0;
        size = Saved.read(saved, values);
    }
}
