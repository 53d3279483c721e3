// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.testkit.crash.ChildJvm;

/** A process is stopped while it holds the lock of the writers. */
class StoppedProcessTest {

    @TempDir
    private Path scratch;

    @Test
    void othersGoOnAfterTheTimeoutAndSoDoesTheStoppedOne() throws IOException, InterruptedException {
        try (PostgresStores ours = TestServer.open(scratch);
                ChildJvm child = stoppedInside(Duration.ofMillis(300))) {
            ours.metadata().write(w -> w.put("run", "ours", Document.of(1), Map.of()));
            assertThat(body(ours, "stopped")).isEmpty();
            child.signal("CONT");
            child.enter("");
            assertThat(child.nextLine()).isEqualTo("inside");
            child.enter("");
            assertThat(child.nextLine()).isEqualTo("done");
            assertThat(body(ours, "stopped")).containsExactly("whole");
        }
    }

    @Test
    void whoHasNoPatienceGetsAConflictAndOtherStoresDoNotWait() throws IOException, InterruptedException {
        try (PostgresStores ours = PostgresStores.builder()
                        .dataSource(TestServer.pool())
                        .schema(TestServer.schema(scratch))
                        .patience(Duration.ofMillis(200))
                        .open();
                ChildJvm child = stoppedInside(Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> ours.metadata().write(w -> w.put("run", "ours", Document.of(1), Map.of())))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("schema " + TestServer.schema(scratch))
                    .hasMessageContaining("another process kept its write open too long");
            assertThat(body(ours, "stopped")).isEmpty();
            ours.online().put("view", List.of(new Entry("a", 1, "s", null)));
            assertThat(ours.online().get("view", List.of("a"), Instant.EPOCH)).hasSize(1);
            child.kill();
            // What was refused is possible as soon as the server has noticed the death.
            try (PostgresStores patient = TestServer.open(scratch)) {
                IncrementingWriter.increment(patient.metadata(), 1);
            }
        }
    }

    private ChildJvm stoppedInside(Duration idle) throws IOException, InterruptedException {
        ChildJvm child =
                ChildJvm.start(StoppedWriter.class, TestServer.url(), TestServer.schema(scratch), idle.toString());
        assertThat(child.nextLine()).isEqualTo("inside");
        child.signal("STOP");
        return child;
    }

    private static List<String> body(PostgresStores stores, String id) {
        return stores.metadata()
                .read(r -> r.find("run", id).stream()
                        .map(StoredDocument::body)
                        .map(Document::text)
                        .toList());
    }
}
