// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

/** The values that a detector is made for. */
public enum ValueRange {
    /** All finite numbers. */
    REAL(-Double.MAX_VALUE, Double.MAX_VALUE, 0),
    /** Numbers from 0 to 1, such as 1 for an error and 0 for a right prediction, or a loss of such a size. */
    UNIT_INTERVAL(0, 1, 1);

    private final double least;
    private final double greatest;
    private final double sumWithMirrorImage;

    ValueRange(double least, double greatest, double sumWithMirrorImage) {
        this.least = least;
        this.greatest = greatest;
        this.sumWithMirrorImage = sumWithMirrorImage;
    }

    /** {@return the least value that is allowed} */
    public double least() {
        return least;
    }

    /** {@return the greatest value that is allowed} */
    public double greatest() {
        return greatest;
    }

    /** {@return a value of the range that falls by as much as the given one rises} */
    double mirror(double value) {
        return sumWithMirrorImage - value;
    }
}
