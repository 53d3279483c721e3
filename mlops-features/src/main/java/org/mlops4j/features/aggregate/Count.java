// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

/** How many. */
final class Count implements Accumulator {

    private long events;

    @Override
    public void add(long eventTime, long availableAt, double value) {
        events++;
    }

    @Override
    public void remove(long eventTime, double value) {
        events--;
    }

    @Override
    public void merge(Accumulator other) {
        events += ((Count) other).events;
    }

    @Override
    public void copyFrom(Accumulator other) {
        events = ((Count) other).events;
    }

    @Override
    public void clear() {
        events = 0;
    }

    @Override
    public double result(long time) {
        return events;
    }
}
