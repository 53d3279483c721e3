// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How a version comes into service step by step: in the shadow, for a share of the requests, for all of them, watched,
 * and back at once when it does worse. Start with {@link org.mlops4j.monitoring.rollout.RolloutPlan} and
 * {@link org.mlops4j.monitoring.rollout.Rollout}.
 */
@NullMarked
package org.mlops4j.monitoring.rollout;

import org.jspecify.annotations.NullMarked;
