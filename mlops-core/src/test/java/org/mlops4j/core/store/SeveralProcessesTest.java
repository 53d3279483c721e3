// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.testkit.crash.ChildJvm;

class SeveralProcessesTest {

    private static final int TIMES = 200;

    @TempDir
    private Path scratch;

    @Test
    void processesShareOneDirectoryAndLoseNoIncrement() throws IOException, InterruptedException {
        try (ChildJvm first = ChildJvm.start(IncrementingWriter.class, scratch.toString(), "" + TIMES);
                ChildJvm second = ChildJvm.start(IncrementingWriter.class, scratch.toString(), "" + TIMES);
                EmbeddedStores ours = EmbeddedStores.open(scratch)) {
            assertThat(first.nextLine()).isEqualTo("open");
            assertThat(second.nextLine()).isEqualTo("open");
            IncrementingWriter.increment(ours.metadata(), TIMES);
            assertThat(first.waitFor()).isZero();
            assertThat(second.waitFor()).isZero();
            long count = ours.metadata()
                    .read(r -> r.find("counter", "1").orElseThrow().body().whole());
            assertThat(count).isEqualTo(3L * TIMES);
            List<Change> changes = ours.metadata().read(r -> r.changes(0, 10_000));
            assertThat(changes)
                    .extracting(Change::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 3L * TIMES).boxed().toList());
        }
    }

    @Test
    void aWaitIsEndedByACommitOfAnotherProcess() throws IOException, InterruptedException {
        try (EmbeddedStores ours = EmbeddedStores.open(scratch);
                ChildJvm child = ChildJvm.start(IncrementingWriter.class, scratch.toString(), "1")) {
            assertThat(ours.metadata().await(0, Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(child.waitFor()).isZero();
        }
    }
}
