// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.spi.EventLog;
import org.mlops4j.testkit.EventLogContract;

class SqliteEventLogTest extends EventLogContract {

    @Override
    protected EventLog open(Path scratch) {
        return new SqlEventLog(EmbeddedStores.eventsFile(scratch.resolve("events.db")), new JacksonText());
    }
}
