// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Kills a writing process again and again, at random moments, and has what it left behind compared with what it had
 * acknowledged.
 *
 * <p>The writer is a main class. It writes turn after turn, numbered from the one behind the last that may have been
 * begun before, and prints the number of a turn on a line of its own when all writes of that turn have returned. It
 * goes on until it is killed.
 *
 * @param rounds how many lives the writer has
 * @param seed decides when each ends
 */
public record KillLoop(int rounds, long seed) {

    /** One life in so many ends while the store is still being opened. */
    private static final int EARLY = 5;

    /**
     * {@return a loop of so many rounds, unless the system properties {@code mlops.crash.rounds} and
     * {@code mlops.crash.seed} say otherwise}
     */
    public static KillLoop ofRounds(int rounds) {
        return new KillLoop(
                Integer.getInteger("mlops.crash.rounds", rounds), Long.getLong("mlops.crash.seed", 20_260_301L));
    }

    /**
     * Runs the loop.
     *
     * @param writer the main class
     * @param arguments its arguments; gets the number of the last turn that may have been begun before
     * @param verifier looks at what is there after each life
     * @return the turns that were acknowledged
     * @throws AssertionError if the verifier fails, with the round and the seed
     */
    public SortedSet<Long> run(Class<?> writer, LongFunction<List<String>> arguments, Verifier verifier)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SortedSet<Long> acknowledged = new TreeSet<>();
        long attempted = 0;
        for (int round = 0; round < rounds; round++) {
            String[] given = arguments.apply(attempted).toArray(String[]::new);
            List<Long> turns = round % EARLY == 0
                    ? live(writer, given, 0, Duration.ofMillis(random.nextInt(500)))
                    : live(writer, given, 1 + random.nextInt(6), Duration.ofNanos(random.nextInt(10_000_000)));
            acknowledged.addAll(turns);
            // The turn behind the last acknowledged one may or may not have been stored.
            attempted += turns.size() + 1;
            try {
                verifier.verify(Collections.unmodifiableSortedSet(acknowledged), attempted);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("round " + round + " of seed " + seed + ", acknowledged " + acknowledged, e);
            }
        }
        return acknowledged;
    }

    private static List<Long> live(Class<?> writer, String[] arguments, int turns, Duration more) throws IOException {
        try (ChildJvm child = ChildJvm.start(writer, arguments)) {
            List<String> printed = new ArrayList<>();
            while (printed.size() < turns) {
                String line = child.nextLine();
                if (line == null) {
                    throw new AssertionError("the writer ended by itself after " + printed);
                }
                printed.add(line);
            }
            long deadline = System.nanoTime() + more.toNanos();
            while (System.nanoTime() < deadline) {
                LockSupport.parkNanos(deadline - System.nanoTime());
            }
            printed.addAll(child.kill());
            return printed.stream().map(Long::valueOf).toList();
        }
    }

    /** Looks at what a killed writer left. */
    @FunctionalInterface
    public interface Verifier {

        /**
         * Fails unless every acknowledged turn is there, no turn is there by half, and none is there that was not
         * begun.
         *
         * @param acknowledged the turns of all lives that were acknowledged
         * @param attempted the last turn that may have been begun
         */
        void verify(SortedSet<Long> acknowledged, long attempted) throws Exception;
    }
}
