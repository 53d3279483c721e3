// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Parquet files as sources and as output, and SQL over them, by DuckDB inside of the process. Start with
 * {@link org.mlops4j.duckdb.Parquet}.
 */
@NullMarked
package org.mlops4j.duckdb;

import org.jspecify.annotations.NullMarked;
