// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.storage.Verification;

/** Documents on the heap: writers one after another on a copy of the state, readers on the last one committed. */
class MemoryMetadataStore implements MetadataStore {

    final ReentrantLock lock = new ReentrantLock();
    final Disk disk;
    private final Condition committed = lock.newCondition();
    private volatile boolean closed;

    MemoryMetadataStore(Disk disk) {
        this.disk = disk;
    }

    @Override
    public <T> T read(Function<? super MetadataReader, T> work) {
        requireOpen();
        return within(begin(disk.state), work);
    }

    @Override
    public <T> T write(Function<? super MetadataWriter, T> work) {
        lock.lock();
        try {
            requireOpen();
            MemoryTransaction transaction = begin(disk.state);
            T result = within(transaction, work);
            commit(transaction.state());
            return result;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long await(long after, Duration timeout) throws InterruptedException {
        long left = timeout.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                requireOpen();
                int last = disk.state.changes().size();
                if (last > after || left <= 0) {
                    return last;
                }
                left = committed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Verification verify() {
        requireOpen();
        return new Verification(disk.state.documents().size(), List.of());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            committed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return a transaction that begins with a state} */
    MemoryTransaction begin(MemoryState state) {
        return new MemoryTransaction(state);
    }

    /** {@return what the work returned} The transaction is of no use afterwards. */
    <T> T within(MemoryTransaction transaction, Function<? super MemoryTransaction, T> work) {
        try {
            return work.apply(transaction);
        } finally {
            transaction.end();
        }
    }

    /** Makes a state the current one; called with the lock. */
    void commit(MemoryState state) {
        disk.state = state;
        committed.signalAll();
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** What outlives the store. */
    static final class Disk {
        volatile MemoryState state =
                new MemoryState(new TreeMap<>(DocumentId.ORDER), new TreeMap<>(DocumentId.ORDER), List.of());
    }
}
