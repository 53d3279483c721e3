// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a model still goes by the inputs that it went by: the ranking of their Shapley values, now and in a
 * reference. Start with {@link org.mlops4j.monitoring.attribution.AttributionTest}.
 */
@NullMarked
package org.mlops4j.monitoring.attribution;

import org.jspecify.annotations.NullMarked;
