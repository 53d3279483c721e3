// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.mlops4j.core.sql.CommitSignal;
import org.mlops4j.core.sql.GroupCommit;
import org.mlops4j.core.sql.NestingGuard;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.core.sql.SqlDatabase;
import org.mlops4j.error.MlopsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one store. Writers of this process commit in groups; those of all processes take turns by a lock that
 * is the first statement of their transactions. It takes no snapshot, so each transaction sees everything that was
 * committed before it got the lock: none is ever undone in favour of another, and numbers given in a transaction are in
 * the order of commits and without gaps. Thread-safe.
 */
final class PostgresDatabase implements SqlDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NANOS = 5_000_000;

    /** How often a waiting thread looks for commits by itself, in case it was not told of one. */
    private static final long POLL_MILLIS = 1_000;

    private static final String READING = "set transaction isolation level repeatable read read only";

    private final PostgresConnections connections;
    private final String locking;
    private final RandomGenerator random;
    private final Runnable whenClosed;
    private final CommitSignal commits = new CommitSignal(POLL_MILLIS);
    private final PostgresListener listener;
    private final GroupCommit writing = new GroupCommit(new Writing());
    private final NestingGuard nesting;
    private final ReadWriteLock calls = new ReentrantReadWriteLock();
    private volatile boolean closed;

    /**
     * The tables of a store.
     *
     * @param connections to a schema that has its newest format
     * @param lock how the writers of this store take turns
     * @param random for the pauses between attempts
     * @param whenClosed called once
     */
    PostgresDatabase(PostgresConnections connections, WriteLock lock, RandomGenerator random, Runnable whenClosed) {
        this.connections = connections;
        this.nesting = new NestingGuard(connections.place());
        this.locking = lock.statements(connections.schema());
        this.random = random;
        this.whenClosed = whenClosed;
        this.listener = new PostgresListener(connections, commits);
    }

    @Override
    public String place() {
        return connections.place();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** {@return tells when there were commits} From the first call on those of other processes are heard of at once. */
    @Override
    public CommitSignal commits() {
        listener.start();
        return commits;
    }

    @Override
    public <T> T read(Function<? super SqlConnection, T> work) {
        enter();
        try {
            SqlConnection connection = connections.begin(READING);
            T result;
            try {
                result = work.apply(connection);
            } catch (RuntimeException | Error e) {
                connections.rollBack(connection, e);
                throw e;
            }
            end(connection);
            return result;
        } finally {
            leave();
        }
    }

    @Override
    public <T> T write(Function<? super SqlConnection, T> work) {
        enter();
        try {
            for (int attempt = 1; true; attempt++) {
                try {
                    return writing.write(work);
                } catch (MlopsException e) {
                    if (attempt == ATTEMPTS || !PostgresFailure.isWorthAnotherAttempt(e)) {
                        throw e;
                    }
                    pause(attempt);
                }
            }
        } finally {
            leave();
        }
    }

    /** Does nothing: PostgreSQL has every commit on disk before it confirms it. */
    @Override
    public void sync() {
        requireOpen();
    }

    @Override
    public void verify() {
        read(connection -> {
            IndexCheck.check(connection, connections.schema());
            return connection;
        });
    }

    @Override
    public void close() {
        nesting.requireOutside();
        calls.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            calls.writeLock().unlock();
        }
        listener.close();
        commits.announce();
        whenClosed.run();
    }

    private void enter() {
        nesting.requireOutside();
        calls.readLock().lock();
        try {
            requireOpen();
        } catch (IllegalStateException e) {
            calls.readLock().unlock();
            throw e;
        }
        nesting.enter();
    }

    private void leave() {
        nesting.leave();
        calls.readLock().unlock();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store in " + place() + " is closed");
        }
    }

    private void pause(int attempt) {
        double jitter;
        synchronized (random) {
            jitter = random.nextDouble(0.5, 1.5);
        }
        LockSupport.parkNanos((long) ((PAUSE_NANOS << attempt) * jitter));
    }

    /** Ends a transaction that changed nothing. */
    private void end(SqlConnection connection) {
        try (connection) {
            connection.setUp("commit");
        } catch (SQLException e) {
            throw PostgresFailure.of("end a read", place(), e);
        }
    }

    /** The transactions of the writers; a connection is lent to each. */
    private final class Writing implements GroupCommit.Transactions {

        @Override
        public SqlConnection begin() {
            return connections.begin(locking);
        }

        @Override
        public void commit(SqlConnection connection) {
            try {
                connection.setUp("commit");
            } catch (SQLException e) {
                MlopsException failure = PostgresFailure.leavesOutcomeOpen(e)
                        ? PostgresFailure.outcomeUnknown(place(), e)
                        : PostgresFailure.of("commit", place(), e);
                connections.rollBack(connection, failure);
                throw failure;
            }
            try {
                connection.close();
            } catch (MlopsException e) {
                LOG.warn("after a commit a connection to {} could not be given back", place(), e);
            }
            commits.announce();
        }

        @Override
        public void rollBack(SqlConnection connection, Throwable cause) {
            connections.rollBack(connection, cause);
        }
    }

    /**
     * How the writers of a store take turns.
     *
     * @param table an empty table that they lock
     * @param told whether commits are told to those who listen
     * @param patience how long a writer waits for its turn
     * @param idle after how long without a statement the server ends a write, so that a stopped process cannot keep the
     *     lock
     */
    record WriteLock(String table, Told told, Duration patience, Duration idle) {

        /** SET, LOCK and NOTIFY take no snapshot; a SELECT here would. */
        String statements(String schema) {
            String lock = "set transaction isolation level serializable; set local synchronous_commit to on"
                    + "; set local lock_timeout to " + patience.toMillis()
                    + "; set local idle_in_transaction_session_timeout to " + idle.toMillis()
                    + "; lock table " + PostgresConnections.quoted(schema) + "." + table + " in exclusive mode";
            return told == Told.TO_LISTENERS
                    ? lock + "; notify " + PostgresListener.CHANNEL + ", '" + schema.replace("'", "''") + "'"
                    : lock;
        }
    }

    /** Who is told of commits. */
    enum Told {
        /** Whoever listens. It costs every commit of the database server a short exclusive lock. */
        TO_LISTENERS,
        /** Nobody. */
        NOBODY
    }
}
