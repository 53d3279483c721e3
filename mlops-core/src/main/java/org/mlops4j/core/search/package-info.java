// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Searches: text to filter, filter to conditions of the metadata store, what the store cannot test tested here, pages.
 * Start with {@link org.mlops4j.core.search.DocumentSearch}.
 */
@NullMarked
package org.mlops4j.core.search;

import org.jspecify.annotations.NullMarked;
