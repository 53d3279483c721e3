// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.Race;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.serving.PredictionLogging.WhenFull;
import org.mlops4j.serving.PredictionStreams;

@Timeout(120)
class EventWriterTest {

    private static final String STREAM = "labels.d";
    private static final long TIME = Times.nanos(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path directory;

    private final AtomicLong told = new AtomicLong();
    private EmbeddedStores stores;
    private FaultyLog log;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(directory);
        log = new FaultyLog(stores.events());
        log.create(STREAM, PredictionStreams.LABELS, PredictionStreams.TIME);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private EventWriter<LoggedLabel> writer(WhenFull whenFull) {
        return new EventWriter<>(log, STREAM, LoggedLabel::table, whenFull, told::addAndGet);
    }

    private static LoggedLabel row(String id) {
        return new LoggedLabel(id, TIME, 1);
    }

    private List<String> ids() {
        Table rows = log.read(STREAM, 0, 1_000_000);
        return IntStream.range(0, rows.rowCount())
                .mapToObj(i -> rows.row(i).text("request_id"))
                .toList();
    }

    @Test
    void whatFindsTheQueueFullIsDroppedAndCounted() {
        int rows = BackgroundQueue.CAPACITY + 10_000;
        try (EventWriter<LoggedLabel> writer = writer(WhenFull.DROP)) {
            log.block();
            for (int i = 0; i < rows; i++) {
                writer.add(row("r" + i));
            }
            // A batch at most is with the thread, so at least the rest found no room.
            assertThat(writer.lost()).isBetween(10_000L - 4_096, 10_000L);
            assertThat(writer.queued()).isBetween(BackgroundQueue.CAPACITY - 4_096L, (long) BackgroundQueue.CAPACITY);
            log.unblock();
            writer.flush();
            assertThat(writer.queued()).isZero();
            assertThat(log.position(STREAM)).isEqualTo(rows - writer.lost());
            assertThat(ids()).doesNotHaveDuplicates();
            assertThat(told).hasValue(writer.lost());
        }
    }

    @Test
    void aWriterOfNothingHasNoThread() {
        EventWriter<LoggedLabel> idle = writer(WhenFull.WAIT);
        idle.flush();
        assertThat(idle.queued()).isZero();
        assertThat(threads()).isEmpty();
        idle.close();
        idle.add(row("late"));
        assertThat(threads()).isEmpty();
        assertThat(idle.lost()).isEqualTo(1);
        try (EventWriter<LoggedLabel> busy = writer(WhenFull.WAIT)) {
            busy.add(row("r"));
            assertThat(threads()).hasSize(1);
        }
        assertThat(ids()).containsExactly("r");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("mlops-" + STREAM))
                .toList();
    }

    @Test
    void whoWaitsForRoomLosesNothing() throws Exception {
        int rows = BackgroundQueue.CAPACITY + 10_000;
        CountDownLatch nearlyFull = new CountDownLatch(BackgroundQueue.CAPACITY - 10);
        EventWriter<LoggedLabel> writer = writer(WhenFull.WAIT);
        log.block();
        List<Callable<Boolean>> works = List.of(
                () -> {
                    for (int i = 0; i < rows; i++) {
                        writer.add(row("r" + i));
                        nearlyFull.countDown();
                    }
                    return true;
                },
                () -> {
                    nearlyFull.await();
                    log.unblock();
                    return true;
                });
        Race.run(works);
        writer.close();

        assertThat(writer.lost()).isZero();
        assertThat(ids())
                .containsExactlyElementsOf(
                        IntStream.range(0, rows).mapToObj(i -> "r" + i).toList());
    }

    @Test
    void aFlushCoversWhatItsThreadAddedBeforeHoweverManyOthersAdd() throws Exception {
        try (EventWriter<LoggedLabel> writer = writer(WhenFull.WAIT)) {
            List<Callable<Boolean>> works = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(thread -> () -> {
                        for (int i = 0; i < 40; i++) {
                            String id = thread + "/" + i;
                            writer.add(row(id));
                            writer.flush();
                            assertThat(ids()).contains(id);
                        }
                        return true;
                    })
                    .toList();
            assertThat(Race.run(works)).containsOnly(true);
            assertThat(writer.lost()).isZero();
        }
    }

    @Test
    void aLogThatFailsInAnyWayLosesItsRowsOnlyWhileItFails() {
        try (EventWriter<LoggedLabel> writer = writer(WhenFull.WAIT)) {
            log.failWith(new UncheckedIOException(new IOException("the disk is gone")));
            writer.add(row("lost"));
            assertThatThrownBy(writer::flush).hasMessageContaining("the disk is gone");
            assertThat(writer.lost()).isEqualTo(1);

            log.failWith(null);
            writer.add(row("kept"));
            writer.flush();
            assertThat(ids()).containsExactly("kept");
            assertThat(writer.lost()).isEqualTo(1);
        }
    }

    @Test
    void aThreadThatIsInterruptedClosesWithoutLoss() {
        EventWriter<LoggedLabel> writer = writer(WhenFull.DROP);
        writer.add(row("kept"));
        Thread.currentThread().interrupt();
        writer.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ids()).containsExactly("kept");

        writer.close();
        writer.add(row("too late"));
        assertThat(writer.lost()).isEqualTo(1);
        assertThat(told).hasValue(1);
    }
}
