// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param threads that live
 * @param files that are open; -1 where the system does not say
 * @param heapBytes that are in use after a collection
 */
record HeldResources(int threads, long files, long heapBytes) {

    /** {@return what is held now} */
    static HeldResources now() {
        // Cleaners run behind the first one.
        System.gc();
        System.gc();
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
        return new HeldResources(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
}
