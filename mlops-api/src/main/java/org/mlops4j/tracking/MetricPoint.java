// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import java.time.Instant;

/**
 * A point of a metric.
 *
 * @param step the position on the caller's axis
 * @param time when it was logged
 * @param value any double
 */
public record MetricPoint(long step, Instant time, double value) {}
