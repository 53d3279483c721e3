// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process again and again: what it said was stored is there, and nothing is there by half. */
class ClientCrashTest {

    private static final int ROUNDS = Integer.getInteger("mlops.crash.rounds", 10);
    private static final long SEED = Long.getLong("mlops.crash.seed", 20_260_301L);

    @TempDir
    private Path scratch;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsTorn() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        Set<Long> acknowledged = new TreeSet<>();
        long attempted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Some lives end while the stores are still being opened, most while they are written.
            List<Long> turns = round % 5 == 0
                    ? writeUntilKilled(attempted, 0, Duration.ofMillis(random.nextInt(500)))
                    : writeUntilKilled(attempted, 1 + random.nextInt(6), Duration.ofNanos(random.nextInt(10_000_000)));
            acknowledged.addAll(turns);
            attempted += turns.size() + 1;
            Set<Long> begun = LongStream.rangeClosed(1, attempted).boxed().collect(Collectors.toSet());
            try (PostgresStores stores = TestServer.open(scratch)) {
                Turns.prepare(stores);
                Turns.verify(stores, acknowledged, begun);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("round " + round + " of seed " + SEED + ", acknowledged " + acknowledged, e);
            }
        }
    }

    /** {@return the turns that the process acknowledged} The one behind them may or may not have been stored. */
    private List<Long> writeUntilKilled(long after, int turns, Duration more) throws IOException {
        List<String> printed = new ArrayList<>();
        try (ChildJvm child =
                new ChildJvm(CrashingWriter.class, TestServer.url(), TestServer.schema(scratch), "" + after)) {
            while (printed.size() < turns) {
                printed.add(child.nextLine());
            }
            long deadline = System.nanoTime() + more.toNanos();
            while (System.nanoTime() < deadline) {
                LockSupport.parkNanos(deadline - System.nanoTime());
            }
            printed.addAll(child.kill());
        }
        // A commit that was sent may still be under way.
        while (TestServer.number("select count(*) from pg_stat_activity where application_name = 'mlops4j'") > 0) {
            Thread.onSpinWait();
        }
        return printed.stream().map(Long::valueOf).toList();
    }
}
