// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Drift that no single column shows: correlations that turn, embeddings that move, texts about other things. Each test
 * compares all columns of two tables at once. Start with {@link org.mlops4j.monitoring.multivariate.ClassifierTest},
 * which also says what tells the tables apart; {@link org.mlops4j.monitoring.multivariate.KernelTest} finds changes of
 * any kind in moderately many columns, {@link org.mlops4j.monitoring.multivariate.ReconstructionTest} watches how
 * columns hang together, chunk by chunk.
 */
@NullMarked
package org.mlops4j.monitoring.multivariate;

import org.jspecify.annotations.NullMarked;
