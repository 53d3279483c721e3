// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/** How a metric of each class becomes one of all. */
public enum Average {
    /** Each class counts the same. */
    MACRO,
    /** Each row counts the same: the decisions of all classes are counted together. */
    MICRO,
    /** Each class counts by its rows. */
    WEIGHTED;

    /** {@return the name of a metric that was averaged, such as {@code macroRecall} of {@code Recall}} */
    String name(String metric) {
        return switch (this) {
            case MACRO -> "macro" + metric;
            case MICRO -> "micro" + metric;
            case WEIGHTED -> "weighted" + metric;
        };
    }
}
