// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a version may go on: gates that judge a candidate by itself and beside the champion, each with its numbers as
 * evidence, and suites of them that hold one level together. Start with {@link org.mlops4j.monitoring.gate.Gates} and
 * {@link org.mlops4j.monitoring.gate.GateSuite}.
 */
@NullMarked
package org.mlops4j.monitoring.gate;

import org.jspecify.annotations.NullMarked;
