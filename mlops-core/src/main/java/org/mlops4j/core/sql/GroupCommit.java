// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.MlopsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction for many writers. Writers work one after another, each in its own thread. Who is done while others
 * wait for their turn leaves the transaction open to them and waits; the last one commits for all. So the cost of
 * making a commit durable is shared, and a writer that is alone commits at once. Thread-safe.
 *
 * <p>Nobody returns before the commit that holds its work. Work that throws is undone alone; if that is not possible,
 * the others of its group are told to work again.
 *
 * @see "DeWitt et al.: Implementation techniques for main memory database systems, SIGMOD 1984, section 5.2"
 */
public final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** After this many writers or this time a group is committed even if more are waiting. */
    private static final int MOST_WRITERS = 128;

    private static final Duration LONGEST = Duration.ofMillis(10);

    private final Transactions transactions;
    private final long longestNanos;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Group open;

    /** Commits with these transactions. */
    public GroupCommit(Transactions transactions) {
        this(transactions, LONGEST);
    }

    GroupCommit(Transactions transactions, Duration longest) {
        this.transactions = transactions;
        this.longestNanos = longest.toNanos();
    }

    /** {@return what the work returned, after the commit} */
    public <T> T write(Function<? super SqlConnection, T> work) {
        while (true) {
            Turn<T> mine = work(work);
            if (mine.group.committed()) {
                return mine.result;
            }
        }
    }

    /** {@return what the work returned; it has the database for itself and no transaction is open} */
    public <T> T alone(Supplier<T> work) {
        turn.lock();
        try {
            commitForOthers();
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private <T> Turn<T> work(Function<? super SqlConnection, T> work) {
        turn.lock();
        try {
            Group group = open;
            if (group == null) {
                group = new Group(transactions.begin());
                open = group;
            }
            T result = join(group, work);
            group.writers++;
            if (!turn.hasQueuedThreads() || isFull(group)) {
                commit();
            }
            return new Turn<>(group, result);
        } finally {
            turn.unlock();
        }
    }

    private <T> T join(Group group, Function<? super SqlConnection, T> work) {
        boolean first = group.writers == 0;
        try {
            if (!first) {
                group.connection.control("savepoint writer");
            }
            T result = work.apply(group.connection);
            MlopsException failure = group.connection.failure();
            if (failure != null) {
                throw failure;
            }
            if (!first) {
                group.connection.control("release savepoint writer");
            }
            return result;
        } catch (RuntimeException | Error e) {
            if (first || group.connection.failure() != null) {
                abandon(group, e);
            } else {
                undo(group, e);
            }
            throw e;
        }
    }

    /**
     * Commits the work of others. If that fails they are told, and nobody else: it is not the failure of the caller.
     */
    private void commitForOthers() {
        try {
            commit();
        } catch (MlopsException e) {
            LOG.debug("A commit for others failed; they were told", e);
        }
    }

    /** Undoes the work of one writer and commits that of the others, if nobody else is there to do so. */
    private void undo(Group group, Throwable cause) {
        try {
            group.connection.control("rollback to savepoint writer");
        } catch (MlopsException e) {
            cause.addSuppressed(e);
            abandon(group, cause);
            return;
        }
        if (!turn.hasQueuedThreads() || isFull(group)) {
            commitForOthers();
        }
    }

    /** Undoes the work of all. Those who wait work again. */
    private void abandon(Group group, Throwable cause) {
        open = null;
        try {
            transactions.rollBack(group.connection, cause);
        } finally {
            group.outcome.complete(false);
        }
    }

    private boolean isFull(Group group) {
        return group.writers >= MOST_WRITERS || System.nanoTime() - group.since > longestNanos;
    }

    private void commit() {
        Group group = open;
        if (group == null) {
            return;
        }
        open = null;
        try {
            transactions.commit(group.connection);
            group.outcome.complete(true);
        } catch (RuntimeException | Error e) {
            group.outcome.completeExceptionally(e);
            throw e;
        }
    }

    /** How a database begins and ends transactions; called by one thread at a time. */
    public interface Transactions {

        /** {@return a connection with an open transaction} */
        SqlConnection begin();

        /** Commits durably; if it throws, the transaction is over. */
        void commit(SqlConnection connection);

        /** Undoes the transaction; what goes wrong is added to the cause as suppressed. */
        void rollBack(SqlConnection connection, Throwable cause);
    }

    /** What is committed together. */
    private static final class Group {

        private final SqlConnection connection;
        private final long since = System.nanoTime();
        private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        private int writers;

        Group(SqlConnection connection) {
            this.connection = connection;
        }

        /** {@return whether it was committed; false if its writers must work again} */
        boolean committed() {
            try {
                return outcome.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof MlopsException failure) {
                    throw failure;
                }
                throw e;
            }
        }
    }

    /** That a writer had its turn. */
    private record Turn<T>(Group group, T result) {}
}
