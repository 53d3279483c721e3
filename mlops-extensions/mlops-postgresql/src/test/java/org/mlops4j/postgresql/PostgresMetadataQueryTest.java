// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.nio.file.Path;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.testkit.MetadataQueryContract;

class PostgresMetadataQueryTest extends MetadataQueryContract {

    @Override
    protected MetadataStore open(Path scratch) {
        return TestServer.open(scratch).metadata();
    }
}
