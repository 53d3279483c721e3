// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.storage.Durability;
import org.mlops4j.testkit.MetadataStoreContract;

class SqliteMetadataStoreTest extends MetadataStoreContract {

    @Override
    protected MetadataStore open(Path scratch) {
        return new SqlMetadataStore(
                EmbeddedStores.metadataFile(scratch.resolve("metadata.db"), Durability.POWER_SAFE), new JacksonText());
    }
}
