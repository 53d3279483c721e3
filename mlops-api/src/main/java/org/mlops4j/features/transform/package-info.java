// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Transforms that are fitted on training rows: their definitions, and the fitted forms that a model is served with. A
 * fitted form is nothing but {@link org.mlops4j.features.Expression expressions} with the learnt numbers as constants.
 * Start with {@link org.mlops4j.features.transform.Preprocessing}.
 */
@NullMarked
package org.mlops4j.features.transform;

import org.jspecify.annotations.NullMarked;
