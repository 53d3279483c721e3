// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Progress as one line of a terminal, or as a line of the log now and then. Start with
 * {@link org.mlops4j.core.progress.ProgressDisplay}.
 */
@NullMarked
package org.mlops4j.core.progress;

import org.jspecify.annotations.NullMarked;
