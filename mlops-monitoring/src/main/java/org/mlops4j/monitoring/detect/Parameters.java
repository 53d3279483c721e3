// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

/** Checks of the parameters of detectors. */
final class Parameters {

    private Parameters() {}

    static void requireProbability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is between 0 and 1, was " + value);
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is a finite number above 0, was " + value);
        }
    }

    static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is a finite number from 0, was " + value);
        }
    }

    static void requireBetween(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is from " + least + " to " + most + ", was " + value);
        }
    }

    static void requireLess(String name, double value, String greaterName, double greater) {
        if (!(value < greater)) {
            throw new IllegalArgumentException(
                    name + " is less than " + greaterName + ", was " + value + " with " + greater);
        }
    }
}
