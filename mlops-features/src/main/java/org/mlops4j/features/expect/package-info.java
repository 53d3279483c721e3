// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of events that are not as their view expects: {@link org.mlops4j.features.expect.Gate} judges batches
 * and rows, {@link org.mlops4j.features.expect.ExpectationReport} tells people.
 */
@NullMarked
package org.mlops4j.features.expect;

import org.jspecify.annotations.NullMarked;
