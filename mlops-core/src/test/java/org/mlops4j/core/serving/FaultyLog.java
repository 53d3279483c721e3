// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;

/** A log that can be made to wait or to fail before it appends to the real one. */
final class FaultyLog implements EventLog {

    private final EventLog log;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile @Nullable RuntimeException failure;

    FaultyLog(EventLog log) {
        this.log = log;
    }

    void block() {
        gate = new CountDownLatch(1);
    }

    void unblock() {
        gate.countDown();
    }

    void failWith(@Nullable RuntimeException how) {
        failure = how;
    }

    @Override
    public long append(String stream, Table rows) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fail();
        return log.append(stream, rows);
    }

    @Override
    public boolean appendAfter(String stream, long position, Table rows) {
        fail();
        return log.appendAfter(stream, position, rows);
    }

    @Override
    public void sync() {
        fail();
        log.sync();
    }

    private void fail() {
        RuntimeException how = failure;
        if (how != null) {
            throw how;
        }
    }

    @Override
    public void create(String stream, Schema schema, String timeField) {
        log.create(stream, schema, timeField);
    }

    @Override
    public Optional<Stream> find(String stream) {
        return log.find(stream);
    }

    @Override
    public List<Stream> streams() {
        return log.streams();
    }

    @Override
    public Verification verify() {
        return log.verify();
    }

    @Override
    public Table scan(String stream, Instant from, Instant to) {
        return log.scan(stream, from, to);
    }

    @Override
    public Table read(String stream, long after, int limit) {
        return log.read(stream, after, limit);
    }

    @Override
    public long position(String stream) {
        return log.position(stream);
    }

    @Override
    public void close() {
        log.close();
    }
}
