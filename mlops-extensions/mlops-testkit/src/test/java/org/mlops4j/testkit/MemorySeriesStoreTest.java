// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import org.mlops4j.spi.SeriesStore;

class MemorySeriesStoreTest extends SeriesStoreContract {

    private final MemorySeriesStore.Disk disk = new MemorySeriesStore.Disk();

    @Override
    protected SeriesStore open(Path scratch) {
        return new MemorySeriesStore(disk);
    }
}
