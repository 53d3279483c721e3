// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

/** What happens to what nodes covered and gained in training when trees are read. */
enum Statistics {
    READ,
    PASSED_OVER
}
