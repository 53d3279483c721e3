// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.util.Collections;
import java.util.List;

/**
 * In how many of the latest windows a condition must hold before a rule does. Windows without data do not count as
 * windows.
 *
 * @param windows in how many, at least 1
 * @param outOf of how many latest ones, at least as many, at most {@value #MOST}
 */
public record Hold(int windows, int outOf) {

    /** The longest look back. */
    public static final int MOST = 1_000;

    /** Every window by itself. */
    public static final Hold ONE = new Hold(1, 1);

    /** Checks the numbers. */
    public Hold {
        if (windows < 1 || outOf < windows || outOf > MOST) {
            throw new IllegalArgumentException("a rule holds in n out of m windows with 1 <= n <= m <= " + MOST
                    + ", was " + windows + " out of " + outOf);
        }
    }

    /** {@return whether enough of the latest windows met the condition} */
    boolean met(List<Boolean> recent) {
        return Collections.frequency(recent, true) >= windows;
    }

    /** {@return the hold in words that follow a condition; empty for a single window} */
    String text() {
        if (outOf == 1) {
            return "";
        }
        return windows == outOf ? " for " + windows + " windows" : " in " + windows + " of " + outOf + " windows";
    }
}
