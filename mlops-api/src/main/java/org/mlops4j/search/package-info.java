// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Searching runs, model versions and what else there is, by text or by typed conditions. Start with
 * {@link org.mlops4j.search.Search}; the language is described at {@link org.mlops4j.search.Filter}.
 */
@NullMarked
package org.mlops4j.search;

import org.jspecify.annotations.NullMarked;
