// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/** Scoring many rows with a registered model. Start with {@link org.mlops4j.features.batch.BatchScorer}. */
@NullMarked
package org.mlops4j.features.batch;

import org.jspecify.annotations.NullMarked;
