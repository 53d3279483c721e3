// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;

class MetricBufferTest {

    private static final int MORE_THAN_FIT = MetricBuffer.CAPACITY + 10;

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final AtomicReference<Runnable> beforeAppend = new AtomicReference<>(() -> {});

    @Test
    void whoFillsTheBufferIsToldThatTheStoreFailsAndNothingIsLost() {
        beforeAppend.set(MetricBufferTest::fail);
        MetricBuffer buffer = buffer();
        MetricLog log = logOfARun();
        AtomicInteger taken = new AtomicInteger();
        assertThatThrownBy(() -> {
                    for (int step = 0; step < MORE_THAN_FIT; step++) {
                        buffer.add(logged(log, step));
                        taken.incrementAndGet();
                    }
                })
                .isInstanceOf(StorageException.class)
                .hasMessage("the disk is full");
        assertThat(taken.get()).isEqualTo(MetricBuffer.CAPACITY);
        assertThatThrownBy(buffer::flush).isInstanceOf(StorageException.class);

        beforeAppend.set(() -> {});
        buffer.add(logged(log, taken.get()));
        buffer.flush();
        assertStored(taken.get() + 1);
    }

    @Test
    void aStoreThatStandsStillHoldsUpWhoFindsTheBufferFullAndNothingIsLost() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch repaired = new CountDownLatch(1);
        beforeAppend.set(() -> {
            stuck.countDown();
            await(repaired);
        });
        MetricBuffer buffer = buffer();
        MetricLog log = logOfARun();
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<Void> logging = CompletableFuture.runAsync(() -> {
            for (int step = 0; step < MORE_THAN_FIT; step++) {
                buffer.add(logged(log, step));
                taken.incrementAndGet();
            }
        });
        await(stuck);
        assertThat(logging).isNotDone();
        assertThat(taken.get()).isEqualTo(MetricBuffer.CAPACITY);
        repaired.countDown();
        logging.get(30, TimeUnit.SECONDS);
        buffer.flush();
        assertStored(MORE_THAN_FIT);
    }

    private MetricLog logOfARun() {
        return new MetricLog(
                store.mlops().tracking().start("e").id(), store.mlops().limits());
    }

    private MetricBuffer buffer() {
        SeriesStore series = new HookedSeries(
                store.mlops().series(), () -> beforeAppend.get().run());
        return new MetricBuffer(store.mlops().metadata(), series);
    }

    private void assertStored(int points) {
        assertThat(store.mlops().series().read("run/e-1/loss", 0, Integer.MAX_VALUE))
                .extracting(Point::step)
                .containsExactlyElementsOf(LongStream.range(0, points).boxed().toList());
    }

    private MetricBuffer.Logged logged(MetricLog log, int step) {
        return new MetricBuffer.Logged(
                log,
                "loss",
                new Point(log.series("loss"), step, store.clock().instant().plus(Duration.ofMillis(step)), 1.0 / step));
    }

    private static void fail() {
        throw new StorageException("the disk is full");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
