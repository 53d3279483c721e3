// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Digest;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;
import org.mlops4j.testkit.fault.FaultyFileSystem;
import org.mlops4j.testkit.fault.IoCall;
import org.mlops4j.testkit.time.VirtualClock;

/** Blobs on a disk that fails, is full, and loses power: what was put is there, and nothing is there by half. */
class BlobFaultTest {

    private static final int POWER_LOSSES = Integer.getInteger("mlops.power.seeds", 600);
    private static final int LIVES = 2;

    private final VirtualClock clock = VirtualClock.at("2026-03-01T12:00:00Z");
    private final Map<Digest, byte[]> acknowledged = new LinkedHashMap<>();

    private FaultyFileSystem disk = FaultyFileSystem.create(0, clock);
    private int failures;

    @Test
    void everyCallMayFailOnce() throws IOException {
        failAtEveryCall(call -> disk.failAt(call));
    }

    @Test
    void everyCallMayBeTheFirstOfManyThatFail() throws IOException {
        failAtEveryCall(call -> disk.failFrom(call));
    }

    @Test
    void everyCallMayFailOnceBeforeThePowerIsLost() throws IOException {
        long calls = callsOfAllWork();
        for (long call = 1; call <= calls; call++) {
            begin(call);
            disk.failAt(call);
            work(new Random(1));
            disk.heal();
            // Once more: what was left half done by the failure must not be taken for done.
            work(new Random(1));
            disk.crash();
            verify("call " + call + " of " + calls);
        }
    }

    @Test
    void aFullDiskLosesNothingAndIsLeftWithoutRemains() throws IOException {
        callsOfAllWork();
        long all = disk.used();
        for (long capacity = 0; capacity < all; capacity += 1 + all / 97) {
            begin(capacity);
            disk.capacity(capacity);
            int before = failures;
            work(new Random(1));
            assertThat(failures).as("capacity " + capacity).isGreaterThan(before);
            assertThat(temporaries()).as("capacity " + capacity).isZero();
            disk.capacity(Long.MAX_VALUE);
            verify("capacity " + capacity);
        }
    }

    @Test
    void thePowerIsLostAtAnyCallAndNothingAcknowledgedWithIt() throws IOException {
        long calls = callsOfAllWork();
        for (long seed = 0; seed < POWER_LOSSES; seed++) {
            begin(seed);
            Random random = new Random(seed);
            for (int life = 0; life < LIVES; life++) {
                if (random.nextInt(3) == 0) {
                    disk.failAt(1 + random.nextLong(calls));
                }
                disk.failFrom(1 + random.nextLong(calls));
                work(random);
                disk.crash();
                verify("seed " + seed + ", life " + life);
            }
        }
        assertThat(failures).isGreaterThan(POWER_LOSSES);
    }

    @Test
    void aFailureNamesTheStoreAndItsCause() {
        begin(1);
        FileBlobStore store = open();
        disk.failFrom(1);
        assertThatThrownBy(() -> store.put(new byte[1]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("/data/blobs")
                .hasMessageContaining("Input/output error")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.exists(Digest.of(new byte[1])))
                .as("no answer is not the answer no")
                .isInstanceOf(StorageException.class);
    }

    @Test
    void bytesThatAreThereAreNotSyncedOnceMoreButTheirNameIs() {
        try (FileBlobStore store = open()) {
            byte[] bytes = {1, 2, 3};
            store.put(bytes);
            clock.advance(Duration.ofDays(1));
            assertThat(forces(() -> store.put(bytes))).as("the name").isEqualTo(1);
            assertThat(store.find(Digest.of(bytes)).orElseThrow().stored()).isEqualTo(clock.instant());
            store.delete(Digest.of(bytes));
            assertThat(forces(() -> store.put(bytes))).as("content and name").isEqualTo(2);
            assertThat(store.readAll(Digest.of(bytes))).isEqualTo(bytes);
        }
    }

    private long forces(Runnable action) {
        long before = disk.operations(IoCall.FORCE);
        action.run();
        return disk.operations(IoCall.FORCE) - before;
    }

    private void failAtEveryCall(Fault fault) throws IOException {
        long calls = callsOfAllWork();
        for (long call = 1; call <= calls; call++) {
            begin(call);
            fault.plan(call);
            work(new Random(1));
            disk.heal();
            verify("call " + call + " of " + calls);
        }
        assertThat(failures).isGreaterThan((int) calls / 2);
    }

    private long callsOfAllWork() throws IOException {
        begin(0);
        work(new Random(1));
        assertThat(failures).isZero();
        long calls = disk.operations();
        assertThat(calls).isGreaterThan(50);
        verify("no fault");
        return calls;
    }

    private void begin(long seed) {
        disk = FaultyFileSystem.create(seed, clock);
        acknowledged.clear();
    }

    private FileBlobStore open() {
        return FileBlobStore.open(disk.root().resolve("data/blobs"), clock);
    }

    /** Everything a store can be asked for. What fails does so with an exception of ours and is not repeated. */
    private void work(Random random) {
        attempt(() -> {
            try (FileBlobStore store = open()) {
                for (int i = 0; i < 5; i++) {
                    byte[] bytes =
                            new byte[random.nextInt(4) == 0 ? 70_000 + random.nextInt(9_000) : random.nextInt(2_000)];
                    random.nextBytes(bytes);
                    attempt(() -> acknowledged.put(store.put(bytes), bytes));
                }
                byte[] again = acknowledged.isEmpty()
                        ? new byte[] {1}
                        : acknowledged.values().iterator().next();
                attempt(() -> acknowledged.put(store.put(again), again));
                attempt(() -> assertThat(store.readAll(Digest.of(again))).isEqualTo(again));
                attempt(() -> {
                    try (Stream<Digest> all = store.list()) {
                        assertThat(all.toList()).containsAll(acknowledged.keySet());
                    }
                });
                byte[] doomed = {1, 2, 3};
                attempt(() -> store.put(doomed));
                attempt(() -> assertThat(store.exists(Digest.of(doomed))).isIn(true, false));
                attempt(() -> store.delete(Digest.of(doomed)));
            }
        });
        assertThat(disk.openHandles()).isEmpty();
    }

    private void attempt(Call call) {
        try {
            call.run();
        } catch (MlopsException e) {
            failures++;
        } catch (IOException e) {
            throw new AssertionError("not translated", e);
        }
    }

    private void verify(String when) throws IOException {
        clock.advance(FileBlobStore.STALE.plus(Duration.ofSeconds(1)));
        try (FileBlobStore store = open()) {
            assertThat(temporaries()).as(when).isZero();
            acknowledged.forEach((digest, bytes) ->
                    assertThat(store.readAll(digest)).as("%s: %s", when, digest).isEqualTo(bytes));
            try (Stream<Digest> all = store.list()) {
                assertThat(all.toList())
                        .as(when)
                        .isSorted()
                        .containsAll(acknowledged.keySet())
                        .allSatisfy(store::readAll);
            }
            byte[] next = when.getBytes(StandardCharsets.UTF_8);
            assertThat(store.readAll(store.put(next))).isEqualTo(next);
            assertThat(temporaries()).as(when).isZero();
        } catch (MlopsException e) {
            throw new AssertionError(when + ": " + e.getMessage(), e);
        }
        assertThat(disk.openHandles()).as(when).isEmpty();
    }

    private long temporaries() throws IOException {
        Path incoming = disk.root().resolve("data/blobs/incoming");
        if (!Files.exists(incoming)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(incoming)) {
            return files.count();
        }
    }

    /** A call of a store. */
    private interface Call {

        void run() throws IOException;
    }

    /** Plans a fault at a call from now. */
    private interface Fault {

        void plan(long call);
    }
}
