// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Models that go on learning from the labels of what was served. {@link org.mlops4j.core.learning.LinearLearner} learns
 * a row at a time; {@link org.mlops4j.core.learning.ContinuousLearner} feeds it from the streams of a deployment and
 * registers snapshots, which take the same gates as any other version.
 */
@NullMarked
package org.mlops4j.core.learning;

import org.jspecify.annotations.NullMarked;
