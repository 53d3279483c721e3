// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Documents, series, events and online state in PostgreSQL, for a platform of several machines. Start with
 * {@link org.mlops4j.postgresql.PostgresStores}.
 */
@NullMarked
package org.mlops4j.postgresql;

import org.jspecify.annotations.NullMarked;
