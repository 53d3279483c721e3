// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

import java.time.Instant;
import org.mlops4j.data.Digest;

/**
 * What a {@link org.mlops4j.spi.BlobStore} knows of a blob.
 *
 * @param digest its address
 * @param bytes how many it has
 * @param stored when it was last put, by the clock of the store
 */
public record StoredBlob(Digest digest, long bytes, Instant stored) {}
