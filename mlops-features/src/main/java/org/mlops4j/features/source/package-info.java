// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Where events and labels come from: CSV files, JDBC queries, tables and streams, read page by page. Start with
 * {@link org.mlops4j.features.source.Source}.
 */
@NullMarked
package org.mlops4j.features.source;

import org.jspecify.annotations.NullMarked;
