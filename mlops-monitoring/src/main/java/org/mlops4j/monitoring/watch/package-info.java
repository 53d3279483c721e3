// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Monitors of deployments: they read predictions and late labels window by window, measure, and raise alerts. Start
 * with {@link org.mlops4j.monitoring.watch.Monitor}.
 */
@NullMarked
package org.mlops4j.monitoring.watch;

import org.jspecify.annotations.NullMarked;
