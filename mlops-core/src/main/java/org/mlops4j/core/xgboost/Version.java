// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import org.mlops4j.error.IncompatibleException;

/**
 * The version of XGBoost that wrote a file. The format hardly changes between versions, but what a version predicts
 * from the same numbers does, and the file does not say so otherwise: 3.2 clamps base scores, 3.4 sorts quantiles. So a
 * version that is not known yet is refused, be it only a minor one.
 */
record Version(int major, int minor) {

    private static final Version FIRST = new Version(1, 0);
    private static final Version LAST = new Version(3, 4);

    /**
     * {@return the version in the numbers of a file}
     *
     * @throws IncompatibleException if it is not one of those that are known
     */
    static Version of(int[] numbers) {
        if (numbers.length < 2) {
            throw new IncompatibleException("the file does not say which version of XGBoost wrote it");
        }
        Version version = new Version(numbers[0], numbers[1]);
        if (!version.isAtLeast(FIRST) || (version.isAtLeast(LAST) && !version.equals(LAST))) {
            throw new IncompatibleException("the model was written by XGBoost " + version + ", known are " + FIRST
                    + " to " + LAST
                    + ". Another version may predict something else from the same file: save the model with one that is"
                    + " known, or take a version of mlops4j that knows this one");
        }
        return version;
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return isAtLeast(new Version(otherMajor, otherMinor));
    }

    private boolean isAtLeast(Version other) {
        return major != other.major ? major > other.major : minor >= other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
