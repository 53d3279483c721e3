// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/** Snapshots of tables as blobs and documents. Start with {@link org.mlops4j.core.snapshot.StoredSnapshots}. */
@NullMarked
package org.mlops4j.core.snapshot;

import org.jspecify.annotations.NullMarked;
