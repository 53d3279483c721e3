// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mlops4j.data.Digest;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.testkit.BlobStoreContract;

class OurBlobsTest extends BlobStoreContract {

    @Override
    protected BlobStore open(Path scratch) {
        return new OurBlobs(scratch);
    }

    @Override
    protected void replace(Path scratch, Digest digest, byte[] bytes) throws IOException {
        Files.write(scratch.resolve(digest.hex()), bytes);
    }
}
