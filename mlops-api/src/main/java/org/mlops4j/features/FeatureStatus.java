// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

/** Whether a feature of a vector has a value, and if not, why. */
public enum FeatureStatus {

    /** It has a value. */
    PRESENT,

    /**
     * It has none, because no event gives one: the entity is not known, none of its events lies in the window, or the
     * function has no result for them. The vector holds the default of the feature, or NaN.
     */
    MISSING,

    /**
     * It has none, because nothing was heard of the entity for longer than the view lets events live. The vector holds
     * the default of the feature, or NaN.
     */
    EXPIRED
}
