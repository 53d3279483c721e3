// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import java.util.BitSet;

/**
 * What a check found in a batch.
 *
 * @param passed whether the batch is as it should be
 * @param rows those that are not; may be empty for a batch that has too few rows
 */
record Failures(boolean passed, BitSet rows) {

    static final Failures NONE = new Failures(true, new BitSet());

    static Failures of(BitSet rows) {
        return new Failures(rows.isEmpty(), rows);
    }
}
