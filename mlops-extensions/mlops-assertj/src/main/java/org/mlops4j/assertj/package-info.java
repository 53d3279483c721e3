// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Assertions of AssertJ on data and models, so that a build fails when data drift or a model gets worse. Start with
 * {@link org.mlops4j.assertj.MlopsAssertions}.
 */
@NullMarked
package org.mlops4j.assertj;

import org.jspecify.annotations.NullMarked;
