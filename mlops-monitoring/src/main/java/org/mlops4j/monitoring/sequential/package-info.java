// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that may be looked at after every observation and stopped at any: always-valid inference. Counts of two arms go
 * to {@link org.mlops4j.monitoring.sequential.BetaBinomialTest}, means to
 * {@link org.mlops4j.monitoring.sequential.MeanTest}, the difference of two randomized arms to
 * {@link org.mlops4j.monitoring.sequential.ArmDifferenceTest}.
 */
@NullMarked
package org.mlops4j.monitoring.sequential;

import org.jspecify.annotations.NullMarked;
