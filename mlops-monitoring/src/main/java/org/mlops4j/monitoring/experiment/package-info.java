// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Which route of a deployment does best, by what turned out to be true. Start with
 * {@link org.mlops4j.monitoring.experiment.RouteRewards}.
 */
@NullMarked
package org.mlops4j.monitoring.experiment;

import org.jspecify.annotations.NullMarked;
