// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Fitting of {@link org.mlops4j.features.transform.Preprocessing} on training rows. Start with
 * {@link org.mlops4j.features.transform.fit.TrainingRows}.
 */
@NullMarked
package org.mlops4j.features.transform.fit;

import org.jspecify.annotations.NullMarked;
