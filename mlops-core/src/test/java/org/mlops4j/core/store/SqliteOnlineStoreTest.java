// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import org.mlops4j.core.sql.SqlOnlineStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.testkit.OnlineStoreContract;

class SqliteOnlineStoreTest extends OnlineStoreContract {

    @Override
    protected OnlineStore open(Path scratch) {
        return new SqlOnlineStore(EmbeddedStores.onlineFile(scratch.resolve("online.db")));
    }
}
