// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A binary form of trees of any library that loads in milliseconds. Start with
 * {@link org.mlops4j.core.compact.CompactFormat#convert}.
 */
@NullMarked
package org.mlops4j.core.compact;

import org.jspecify.annotations.NullMarked;
