// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Rules that turn signals into alerts, and where alerts go. A rule is data; what it says to a sequence of signals
 * depends on nothing else, so the past can be replayed. Start with {@link org.mlops4j.monitoring.alert.AlertRule}.
 */
@NullMarked
package org.mlops4j.monitoring.alert;

import org.jspecify.annotations.NullMarked;
