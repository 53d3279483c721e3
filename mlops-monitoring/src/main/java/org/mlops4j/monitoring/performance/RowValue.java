// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.mlops4j.data.Row;

/** What a prediction was worth, once the truth is known: a metric of the user's own business. A pure function. */
@FunctionalInterface
public interface RowValue {

    /**
     * {@return the worth of one row, in any unit; NaN if the metric says nothing about it}
     *
     * @param output what the model said
     * @param label what happened
     * @param input what the model knew, and whatever else is in the row
     */
    double of(double output, double label, Row input);
}
