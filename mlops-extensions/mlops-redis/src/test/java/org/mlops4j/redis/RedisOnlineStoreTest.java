// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import java.nio.file.Path;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.testkit.OnlineStoreContract;

class RedisOnlineStoreTest extends OnlineStoreContract {

    @Override
    protected OnlineStore open(Path scratch) {
        return TestServer.store(scratch).open();
    }
}
