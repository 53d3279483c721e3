// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/** How far long work has come. Start with {@link org.mlops4j.progress.Progress}. */
@NullMarked
package org.mlops4j.progress;

import org.jspecify.annotations.NullMarked;
