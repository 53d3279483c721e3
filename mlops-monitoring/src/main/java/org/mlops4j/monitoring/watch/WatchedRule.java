// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.List;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.spi.AlertSink;

/**
 * A rule and where its alerts go.
 *
 * @param rule the rule
 * @param sinks in the order in which they are told
 */
record WatchedRule(AlertRule rule, List<AlertSink> sinks) {
    WatchedRule {
        sinks = List.copyOf(sinks);
    }
}
