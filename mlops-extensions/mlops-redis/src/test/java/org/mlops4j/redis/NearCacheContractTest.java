// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import java.nio.file.Path;
import java.time.Duration;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.testkit.OnlineStoreContract;

/** With a cache that never ages, one process alone sees no difference. */
class NearCacheContractTest extends OnlineStoreContract {

    @Override
    protected OnlineStore open(Path scratch) {
        return TestServer.store(scratch).nearCache(1_000, Duration.ofDays(1)).open();
    }
}
