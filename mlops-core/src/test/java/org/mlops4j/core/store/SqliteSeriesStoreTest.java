// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import org.mlops4j.core.sql.SqlSeriesStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Durability;
import org.mlops4j.testkit.SeriesStoreContract;

class SqliteSeriesStoreTest extends SeriesStoreContract {

    @Override
    protected SeriesStore open(Path scratch) {
        return new SqlSeriesStore(EmbeddedStores.seriesFile(scratch.resolve("series.db"), Durability.POWER_SAFE));
    }
}
