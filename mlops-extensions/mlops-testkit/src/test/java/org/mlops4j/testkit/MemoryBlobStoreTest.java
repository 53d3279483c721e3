// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.mlops4j.data.Digest;
import org.mlops4j.spi.BlobStore;

class MemoryBlobStoreTest extends BlobStoreContract {

    private final MemoryBlobStore.Disk disk = new MemoryBlobStore.Disk();

    @Override
    protected BlobStore open(Path scratch) {
        return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH));
    }

    @Override
    protected void replace(Path scratch, Digest digest, byte[] bytes) throws IOException {
        disk.replace(digest, bytes);
    }
}
