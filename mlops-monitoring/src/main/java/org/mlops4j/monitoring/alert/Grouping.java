// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

/** Of how many signals an alert of a rule tells. */
public enum Grouping {
    /** Each signal that the rule watches has alerts of its own. */
    EACH,
    /** All signals that the rule watches have one alert: it goes on while the rule holds for any of them. */
    TOGETHER
}
