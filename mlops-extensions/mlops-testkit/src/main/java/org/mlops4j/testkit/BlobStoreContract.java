// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.storage.Verification;

/** What every {@link BlobStore} must do. */
public abstract class BlobStoreContract {

    private static final int LARGE_BYTES = 64 << 20;

    @TempDir
    private Path scratch;

    private BlobStore store;

    /** For subclasses. */
    protected BlobStoreContract() {}

    /** {@return a store that keeps its content under a directory; opened again there, it has what it had} */
    protected abstract BlobStore open(Path scratch);

    /**
     * Damages a stored blob behind the back of the store.
     *
     * @param scratch the directory that was given to {@link #open}
     * @param digest the blob
     * @param bytes what is to be in its place
     */
    protected abstract void replace(Path scratch, Digest digest, byte[] bytes) throws IOException;

    @BeforeEach
    final void openTheStore() {
        store = open(scratch);
    }

    @AfterEach
    final void closeTheStore() {
        store.close();
    }

    @Test
    void bytesAreFoundUnderTheirDigest() throws IOException {
        for (int size : new int[] {0, 1, 100, 65_535, 65_536, 65_537, 1_000_000}) {
            byte[] bytes = bytes(size);
            Digest digest = store.put(bytes);
            assertThat(digest).isEqualTo(Digest.of(bytes));
            assertThat(store.exists(digest)).isTrue();
            assertThat(store.readAll(digest)).isEqualTo(bytes);
            try (InputStream in = store.open(digest)) {
                for (byte b : Arrays.copyOf(bytes, Math.min(size, 300))) {
                    assertThat(in.read()).isEqualTo(b & 0xff);
                }
            }
        }
    }

    @Test
    void theStreamIsReadToItsEndInWhateverPortionsAndNotClosed() {
        byte[] bytes = bytes(100_000);
        boolean[] closed = new boolean[1];
        InputStream trickling = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + (count - pos) % 97));
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThat(store.readAll(store.put(trickling))).isEqualTo(bytes);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void equalBytesAreOneBlob() {
        Digest first = store.put(bytes(10));
        assertThat(store.put(bytes(10))).isEqualTo(first);
        assertThat(digests()).containsExactly(first);
        assertThat(store.delete(first)).isTrue();
        assertThat(store.exists(first)).isFalse();
    }

    @Test
    void aBlobIsKnownBySizeAndTimeOfItsLastPut() {
        Digest digest = store.put(bytes(1_000));
        StoredBlob first = store.find(digest).orElseThrow();
        assertThat(first.digest()).isEqualTo(digest);
        assertThat(first.bytes()).isEqualTo(1_000);
        store.put(bytes(1_000));
        assertThat(store.find(digest).orElseThrow().stored()).isAfterOrEqualTo(first.stored());
    }

    @Test
    void aBlobThatWasPutSinceIsNotDeleted() {
        Digest digest = store.put(bytes(1_000));
        Instant stored = store.find(digest).orElseThrow().stored();
        assertThat(store.delete(digest, stored)).isFalse();
        assertThat(store.readAll(digest)).isEqualTo(bytes(1_000));
        assertThat(store.delete(digest, stored.plusSeconds(1))).isTrue();
        assertThat(store.exists(digest)).isFalse();
        assertThat(store.delete(digest, Instant.MAX)).isFalse();
    }

    @Test
    void whatIsPutAgainWhileItIsDeletedIsThereAfterItsLastPut() throws InterruptedException {
        byte[] bytes = bytes(5_000);
        Digest digest = Digest.of(bytes);
        try (Crew crew = new Crew(2)) {
            Future<Integer> putting = crew.go(() -> {
                for (int i = 0; i < 50; i++) {
                    store.put(bytes);
                }
                return 0;
            });
            while (!putting.isDone()) {
                Crew.giveWay();
                store.delete(digest);
            }
            Crew.result(putting);
        }
        store.put(bytes);
        assertThat(store.readAll(digest)).isEqualTo(bytes);
    }

    @Test
    void aVerificationReadsEveryBlobAndNamesTheDamagedOnes() throws IOException {
        Digest sound = store.put(bytes(10));
        Digest damaged = store.put(bytes(1_000));
        assertThat(store.verify()).isEqualTo(new Verification(2, List.of()));
        replace(scratch, damaged, bytes(999));
        Verification found = store.verify();
        assertThat(found.checked()).isEqualTo(2);
        assertThat(found.damage()).hasSize(1).allMatch(text -> text.contains(damaged.hex()));
        assertThatThrownBy(found::requirePassed).isInstanceOf(CorruptException.class);
        assertThat(store.readAll(sound)).isEqualTo(bytes(10));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Digest digest = Digest.of("nothing");
        assertThat(store.find(digest)).isEmpty();
        assertThat(store.exists(digest)).isFalse();
        assertThat(store.delete(digest)).isFalse();
        assertThatThrownBy(() -> store.open(digest))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(digest.hex());
    }

    @Test
    void blobsAreListedInAscendingOrder() {
        List<Digest> all = IntStream.range(0, 300)
                .mapToObj(i -> store.put(bytes(i)))
                .sorted()
                .toList();
        assertThat(digests()).isEqualTo(all);
        store.delete(all.get(17));
        assertThat(digests()).hasSize(299).doesNotContain(all.get(17));
    }

    @Test
    void aFailingStreamLeavesNothing() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(bytes(200_000)), new Failing(() -> new IOException("the line broke")));
        assertThatThrownBy(() -> store.put(failing))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the line broke");
        assertThat(digests()).isEmpty();
        assertThat(store.readAll(store.put(bytes(5)))).isEqualTo(bytes(5));
    }

    @Test
    void aStreamThatThrowsAnythingElseLeavesNothingToo() {
        InputStream failing = new Failing(() -> {
            throw new IllegalStateException("bug of the caller");
        });
        assertThatThrownBy(() -> store.put(failing)).hasMessage("bug of the caller");
        assertThat(digests()).isEmpty();
    }

    @Test
    void aFlippedBitIsFoundWhereverItIs() throws IOException {
        byte[] bytes = bytes(1_000);
        Digest digest = store.put(bytes);
        for (int i = 0; i < bytes.length; i += 37) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            replace(scratch, digest, damaged);
            assertThatThrownBy(() -> store.readAll(digest))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining(digest.hex());
        }
    }

    @Test
    void missingAndAddedBytesAreFound() throws IOException {
        byte[] bytes = bytes(1_000);
        Digest digest = store.put(bytes);
        for (int size : new int[] {0, 1, 999, 1_001, 2_000}) {
            replace(scratch, digest, Arrays.copyOf(bytes, size));
            assertThatThrownBy(() -> store.readAll(digest)).as("%s bytes", size).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void aReaderOfExactlyAllBytesLearnsOfDamage() throws IOException {
        byte[] bytes = bytes(1_000);
        Digest digest = store.put(bytes);
        bytes[0] ^= 1;
        replace(scratch, digest, bytes);
        try (InputStream in = store.open(digest)) {
            assertThatThrownBy(() -> in.readNBytes(1_000)).isInstanceOf(CorruptException.class);
            assertThatThrownBy(() -> in.read()).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void storingTheBytesAgainRepairsADamagedBlob() throws IOException {
        Digest digest = store.put(bytes(1_000));
        replace(scratch, digest, bytes(999));
        assertThat(store.put(bytes(1_000))).isEqualTo(digest);
        assertThat(store.readAll(digest)).isEqualTo(bytes(1_000));
    }

    @Test
    @Tag("large")
    void aLargeBlobGoesThroughWithoutFillingTheHeap() throws IOException {
        long before = usedHeap();
        HeapWatch put = new HeapWatch(new Zeros(LARGE_BYTES));
        Digest digest = store.put(put);
        HeapWatch opened = new HeapWatch(store.open(digest));
        try (opened) {
            assertThat(opened.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE_BYTES);
        }
        assertThat(Math.max(put.mostUsed, opened.mostUsed) - before)
                .as("heap in use while %s bytes went through", LARGE_BYTES)
                .isLessThan(LARGE_BYTES / 4);
    }

    @Test
    void concurrentWritersOfTheSameAndOfOtherBytesDoNotDisturbEachOther() throws InterruptedException {
        try (Crew crew = new Crew(8)) {
            crew.goTogether(8, () -> {
                for (int i = 0; i < 20; i++) {
                    byte[] own = bytes(10_000 + i);
                    assertThat(store.readAll(store.put(own))).isEqualTo(own);
                }
            });
        }
        assertThat(digests()).hasSize(20);
    }

    @Test
    void aBlobIsSeenAsAWholeOrNotAtAll() {
        byte[] bytes = bytes(300_000);
        InputStream watched = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                assertThat(digests()).isEmpty();
                assertThat(store.exists(Digest.of(bytes))).isFalse();
                return super.read(target, offset, length);
            }
        };
        Digest digest = store.put(watched);
        assertThat(digests()).containsExactly(digest);
    }

    @Test
    void listsAndVerificationsAreRightWhileBlobsComeAndGo() throws InterruptedException {
        List<Digest> stay = IntStream.range(0, 20)
                .mapToObj(i -> store.put(bytes(1_000 + i)))
                .sorted()
                .toList();
        try (Crew crew = new Crew(2)) {
            List<Future<Integer>> coming = IntStream.range(0, 2)
                    .mapToObj(thread -> crew.go(() -> {
                        for (int i = 0; i < 40; i++) {
                            assertThat(store.delete(store.put(bytes(2_000 + 2 * (i % 5) + thread))))
                                    .isTrue();
                        }
                        return 0;
                    }))
                    .toList();
            do {
                assertThat(digests()).isSorted().containsAll(stay);
                assertThat(store.verify().damage()).isEmpty();
            } while (!coming.stream().allMatch(Future::isDone));
            coming.forEach(Crew::result);
        }
        assertThat(digests()).isEqualTo(stay);
    }

    @Test
    void whoIsInACallWhileTheStoreClosesFinishesOrIsTold() throws InterruptedException {
        List<Integer> answered = Crew.closeDuring(
                store::close, () -> store.put(bytes(10)), () -> store.exists(Digest.of(bytes(10))), () -> digests());
        store = open(scratch);
        assertThat(answered).allMatch(times -> times > 0);
        assertThat(digests()).containsExactly(Digest.of(bytes(10)));
    }

    @Test
    void reopenedItHasEverything() {
        Digest digest = store.put(bytes(77));
        store.close();
        store = open(scratch);
        assertThat(store.readAll(digest)).isEqualTo(bytes(77));
        assertThat(digests()).containsExactly(digest);
    }

    @Test
    void closedItRefusesEveryCall() {
        Digest digest = store.put(bytes(1));
        store.close();
        store.close();
        assertThatThrownBy(() -> store.put(bytes(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.open(digest)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.exists(digest)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.delete(digest)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.list()).isInstanceOf(IllegalStateException.class);
    }

    private List<Digest> digests() {
        try (Stream<Digest> all = store.list()) {
            return all.toList();
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Fails at the first read. */
    private static final class Failing extends InputStream {

        private final Supplier<IOException> failure;

        Failing(Supplier<IOException> failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure.get();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw failure.get();
        }
    }

    /** Zeros without an array of them. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            left -= read;
            return read;
        }
    }

    /** Looks at the live heap every sixteen mebibytes. */
    private static final class HeapWatch extends FilterInputStream {

        private static final long STRIDE = 16 << 20;

        private long passed;
        private long mostUsed;

        HeapWatch(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (passed / STRIDE != (passed + Math.max(read, 0)) / STRIDE) {
                mostUsed = Math.max(mostUsed, usedHeap());
            }
            passed += Math.max(read, 0);
            return read;
        }
    }
}
