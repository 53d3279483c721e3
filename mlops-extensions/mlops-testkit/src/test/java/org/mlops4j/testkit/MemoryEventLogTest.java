// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import org.mlops4j.spi.EventLog;

class MemoryEventLogTest extends EventLogContract {

    private final MemoryEventLog.Disk disk = new MemoryEventLog.Disk();

    @Override
    protected EventLog open(Path scratch) {
        return new MemoryEventLog(disk);
    }
}
