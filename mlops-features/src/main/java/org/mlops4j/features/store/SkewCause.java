// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

/**
 * Why a served feature differs from what history gives. A cause is named only if it gives the very bits that were
 * served.
 */
public enum SkewCause {

    /**
     * An event that should have been known was pushed after the vector was served: without it history gives the same.
     */
    LATE_EVENT,

    /** Events were counted that the time to live of the view lets expire. */
    TIME_TO_LIVE,

    /** An earlier definition of the service gives what was served, and it takes events from other views. */
    SOURCE_CHANGE,

    /**
     * An earlier definition of the service gives what was served, and differs in nothing but the versions of functions
     * written in Java. Found where this JVM has the earlier versions too.
     */
    CODE_VERSION,

    /** Another definition of the service, one that was in force before, gives what was served. */
    OTHER_DEFINITION,

    /**
     * None of these: another release of the library, history that was altered, or values that were not served like
     * that.
     */
    UNEXPLAINED,

    /** More values differ than are looked at one by one. */
    NOT_EXAMINED
}
