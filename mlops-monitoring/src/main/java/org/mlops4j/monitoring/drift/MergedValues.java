// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Arrays;
import org.mlops4j.monitoring.profile.SortedValues;

/** A walk through the different values of two samples at once, in ascending order. Not thread-safe. */
final class MergedValues {

    private final SortedValues first;
    private final SortedValues second;
    private int firstBelow;
    private int secondBelow;
    private int firstHere;
    private int secondHere;
    private double value;

    MergedValues(SortedValues first, SortedValues second) {
        this.first = first;
        this.second = second;
    }

    /** {@return the values of both in order} */
    static double[] toArray(SortedValues first, SortedValues second) {
        double[] all = new double[first.size() + second.size()];
        MergedValues merged = new MergedValues(first, second);
        int size = 0;
        while (merged.next()) {
            Arrays.fill(all, size, size + merged.here(), merged.value());
            size += merged.here();
        }
        return all;
    }

    /** {@return whether there was another value, and goes to it} */
    boolean next() {
        firstBelow += firstHere;
        secondBelow += secondHere;
        if (firstBelow == first.size() && secondBelow == second.size()) {
            return false;
        }
        value = Math.min(
                firstBelow < first.size() ? first.get(firstBelow) : Double.POSITIVE_INFINITY,
                secondBelow < second.size() ? second.get(secondBelow) : Double.POSITIVE_INFINITY);
        firstHere = ties(first, firstBelow);
        secondHere = ties(second, secondBelow);
        return true;
    }

    double value() {
        return value;
    }

    /** {@return how many values of the first sample are smaller} */
    int firstBelow() {
        return firstBelow;
    }

    /** {@return how many values of the second sample are smaller} */
    int secondBelow() {
        return secondBelow;
    }

    /** {@return how often the first sample has the value} */
    int firstHere() {
        return firstHere;
    }

    /** {@return how often the second sample has the value} */
    int secondHere() {
        return secondHere;
    }

    /** {@return how often both samples have the value} */
    int here() {
        return firstHere + secondHere;
    }

    private int ties(SortedValues values, int from) {
        int to = from;
        while (to < values.size() && values.get(to) == value) {
            to++;
        }
        return to - from;
    }
}
