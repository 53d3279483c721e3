// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What rows must be like, whoever made them: the inputs and outputs of a window of predictions, a training set, a file.
 * Constraints are data; each gets a verdict with the rows it looked at, those that failed and the first few of them.
 * Start with {@link org.mlops4j.monitoring.quality.Quality}.
 */
@NullMarked
package org.mlops4j.monitoring.quality;

import org.jspecify.annotations.NullMarked;
