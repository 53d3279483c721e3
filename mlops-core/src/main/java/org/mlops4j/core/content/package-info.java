// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/** Bytes that callers hand over. Start with {@link org.mlops4j.core.content.Contents}. */
@NullMarked
package org.mlops4j.core.content;

import org.jspecify.annotations.NullMarked;
