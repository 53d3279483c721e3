// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run costs its process, sampled in an interval: shares from 0 to 1, bytes, seconds. Garbage collection and
 * allocation count from the first sample. What the platform does not tell is left out. Not thread-safe.
 */
final class SystemMetrics {

    private final Duration interval;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final Map<Long, Long> allocatedByThread = new HashMap<>();
    private final double collectedBefore = collectionSeconds();
    private double allocated;
    private Instant due;

    SystemMetrics(Duration interval, Instant started) {
        this.interval = interval;
        this.due = started;
        addAllocated();
        this.allocated = 0;
    }

    /** {@return the metrics by key; empty as long as the interval is not over} */
    SortedMap<String, Double> sampleIfDue(Instant now) {
        SortedMap<String, Double> sample = new TreeMap<>();
        if (now.isBefore(due)) {
            return sample;
        }
        due = now.plus(interval);
        addAllocated();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        putIfKnown(sample, "system/cpu_process", system.getProcessCpuLoad());
        putIfKnown(sample, "system/cpu_machine", system.getCpuLoad());
        putIfKnown(sample, "system/cpu_seconds", system.getProcessCpuTime() / 1e9);
        putIfKnown(sample, "system/memory_free_bytes", (double) system.getFreeMemorySize());
        putIfKnown(sample, "system/heap_used_bytes", (double) heap.getUsed());
        putIfKnown(sample, "system/heap_max_bytes", (double) heap.getMax());
        putIfKnown(sample, "system/gc_seconds", collectionSeconds() - collectedBefore);
        putIfKnown(sample, "system/threads", threads.getThreadCount());
        if (threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled()) {
            putIfKnown(sample, "system/allocated_bytes", allocated);
        }
        return sample;
    }

    private static void putIfKnown(Map<String, Double> sample, String key, double value) {
        if (value >= 0) {
            sample.put(key, value);
        }
    }

    private static double collectionSeconds() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .filter(millis -> millis > 0)
                        .sum()
                / 1e3;
    }

    /**
     * Adds what the threads allocated since the last look; what a thread allocated between it and its end is missed.
     */
    private void addAllocated() {
        if (!threads.isThreadAllocatedMemorySupported()) {
            return;
        }
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> before = new HashMap<>(allocatedByThread);
        allocatedByThread.clear();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                allocated += bytes[i] - before.getOrDefault(ids[i], 0L);
                allocatedByThread.put(ids[i], bytes[i]);
            }
        }
    }
}
