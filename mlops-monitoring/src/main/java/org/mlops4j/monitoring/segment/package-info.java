// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Drift told by segments of the rows, so that a change in one region or product is not lost among the others. Start
 * with {@link org.mlops4j.monitoring.segment.SegmentTest}.
 */
@NullMarked
package org.mlops4j.monitoring.segment;

import org.jspecify.annotations.NullMarked;
