// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import org.mlops4j.spi.OnlineStore;

class MemoryOnlineStoreTest extends OnlineStoreContract {

    private final MemoryOnlineStore.Disk disk = new MemoryOnlineStore.Disk();

    @Override
    protected OnlineStore open(Path scratch) {
        return new MemoryOnlineStore(disk);
    }
}
