// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/** What is known of the values of each of some runs. */
interface RunModel {

    /** {@return whether the prior stands; if not, the value was used to make it} */
    boolean isReady(double value);

    /** Makes a run that has no values. */
    void begin(int run);

    /** {@return how likely the value is to be the next of a run} */
    double predictive(int run, double value);

    /** Adds a value to a run. */
    void include(int run, double value);

    /** Makes a run the same as another. */
    void copy(int from, int to);

    /** Forgets the prior. */
    void forget();

    /** {@return the first runs and the prior} */
    Document save(int runs);

    /** Takes over what {@link #save} gave. */
    void load(Document saved);
}
