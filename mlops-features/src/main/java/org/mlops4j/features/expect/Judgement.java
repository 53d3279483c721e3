// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import org.mlops4j.data.Table;

/**
 * What becomes of a batch. Each row is in one of the two tables, in the order of the batch; if the report is not
 * accepted, in none.
 *
 * @param report tells people
 * @param taken the columns of the view's source, all nullable
 * @param quarantined the columns of {@link Gate#quarantineColumns()}; without the last two if there are no rows
 */
public record Judgement(ExpectationReport report, Table taken, Table quarantined) {}
