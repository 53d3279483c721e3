// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What transactions of several threads on a few registers asked and were told, and whether some serial order explains
 * it: an order in which every transaction read what the ones before it had written, and in which a transaction that
 * ended before another began comes before it. Thread-safe.
 *
 * <p>A register holds a number, 0 if nothing was written. A transaction that failed has had no effect, so it is in no
 * order; one whose outcome is unknown may be in it, at any place after its beginning.
 *
 * <p>The check tries the orders depth first and goes no way twice: which transactions are done and what the registers
 * hold then decides all that can follow. It takes exponential time in the number of transactions that overlap, so keep
 * histories to a few threads.
 *
 * @see "J. M. Wing, C. Gong: Testing and Verifying Concurrent Objects, J. Parallel Distrib. Comput. 17, 1993"
 * @see "G. Lowe: Testing for linearizability, Concurrency and Computation 29(4), 2017, section 3"
 */
public final class History {

    /** A history holds at most this many transactions. */
    public static final int MOST_TRANSACTIONS = Long.SIZE - 1;

    private final List<Transaction> transactions = new ArrayList<>();
    private long clock;

    /** An empty history. */
    public History() {}

    /** {@return the next moment; take one before a transaction begins} */
    public synchronized long now() {
        return ++clock;
    }

    /**
     * Notes a transaction that has ended now.
     *
     * @param who names it in messages
     * @param begin the moment from before it began
     * @param outcome how it ended
     * @param accesses what it read and wrote, in order
     * @throws IllegalStateException if there are {@value #MOST_TRANSACTIONS} already
     */
    public synchronized void ended(String who, long begin, Outcome outcome, List<Access> accesses) {
        if (transactions.size() == MOST_TRANSACTIONS) {
            throw new IllegalStateException("a history holds at most " + MOST_TRANSACTIONS + " transactions");
        }
        transactions.add(new Transaction(who, begin, now(), outcome, accesses));
    }

    /** {@return a serial order that explains all committed transactions, if there is one} */
    public synchronized Optional<List<Transaction>> serialOrder() {
        List<Transaction> effective = transactions.stream()
                .filter(t -> t.outcome() != Outcome.FAILED)
                .sorted(Comparator.comparingLong(Transaction::begin))
                .toList();
        List<Transaction> order = new ArrayList<>();
        return new Search(effective).explains(0, Map.of(), order) ? Optional.of(order) : Optional.empty();
    }

    /** One transaction a line, by the time of its beginning. */
    @Override
    public synchronized String toString() {
        StringBuilder lines = new StringBuilder("history");
        transactions.stream()
                .sorted(Comparator.comparingLong(Transaction::begin))
                .forEach(t -> lines.append("\n  ").append(t));
        return lines.toString();
    }

    /** How a transaction ended. */
    public enum Outcome {
        /** Its writes are there. */
        COMMITTED,
        /** Its writes never were there. */
        FAILED,
        /** Its writes may be there, now or later. */
        UNKNOWN
    }

    /** What a transaction did to one register. */
    public sealed interface Access {}

    /**
     * A register was read.
     *
     * @param register which
     * @param value what it held, 0 for nothing
     */
    public record Read(String register, long value) implements Access {}

    /**
     * A register was written.
     *
     * @param register which
     * @param value what it holds from now on, 0 for nothing
     */
    public record Write(String register, long value) implements Access {}

    /**
     * A transaction.
     *
     * @param who its name
     * @param begin a moment before it began
     * @param end a moment after it ended
     * @param outcome how it ended
     * @param accesses what it read and wrote, in order
     */
    public record Transaction(String who, long begin, long end, Outcome outcome, List<Access> accesses) {
        /** Copies the accesses. */
        public Transaction {
            accesses = List.copyOf(accesses);
        }

        /** {@return the registers after it, if it read what they hold} */
        Optional<Map<String, Long>> after(Map<String, Long> registers) {
            Map<String, Long> after = new TreeMap<>(registers);
            for (Access access : accesses) {
                if (access instanceof Write write) {
                    after.put(write.register(), write.value());
                } else if (access instanceof Read read && after.getOrDefault(read.register(), 0L) != read.value()) {
                    return Optional.empty();
                }
            }
            return Optional.of(after);
        }
    }

    /** Transactions that are done, and what the registers hold then. */
    private record Visited(long done, Map<String, Long> registers) {}

    private static final class Search {

        private final List<Transaction> transactions;
        private final long committed;
        private final Set<Visited> visited = new HashSet<>();

        Search(List<Transaction> transactions) {
            this.transactions = transactions;
            long all = 0;
            for (int i = 0; i < transactions.size(); i++) {
                all |= transactions.get(i).outcome() == Outcome.COMMITTED ? 1L << i : 0;
            }
            committed = all;
        }

        boolean explains(long done, Map<String, Long> registers, List<Transaction> order) {
            if ((done & committed) == committed) {
                return true;
            }
            if (!visited.add(new Visited(done, registers))) {
                return false;
            }
            long firstEnd = firstEndOfThoseLeft(done);
            for (int i = 0; i < transactions.size(); i++) {
                Transaction next = transactions.get(i);
                if ((done & 1L << i) != 0 || next.begin() > firstEnd) {
                    continue;
                }
                Optional<Map<String, Long>> after = next.after(registers);
                order.add(next);
                if (after.isPresent() && explains(done | 1L << i, after.get(), order)) {
                    return true;
                }
                order.remove(order.size() - 1);
            }
            return false;
        }

        /** What begins after it cannot come before the one that ends then. */
        private long firstEndOfThoseLeft(long done) {
            long first = Long.MAX_VALUE;
            for (int i = 0; i < transactions.size(); i++) {
                if ((committed & ~done & 1L << i) != 0) {
                    first = Math.min(first, transactions.get(i).end());
                }
            }
            return first;
        }
    }
}
