// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import org.mlops4j.spi.MetadataStore;

class MemoryMetadataQueryTest extends MetadataQueryContract {

    private final MemoryMetadataStore.Disk disk = new MemoryMetadataStore.Disk();

    @Override
    protected MetadataStore open(Path scratch) {
        return new MemoryMetadataStore(disk);
    }
}
