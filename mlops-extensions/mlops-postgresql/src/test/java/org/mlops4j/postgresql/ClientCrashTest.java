// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.testkit.crash.KillLoop;

/** Kills a writing process again and again: what it said was stored is there, and nothing is there by half. */
class ClientCrashTest {

    @TempDir
    private Path scratch;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsTorn() throws IOException {
        KillLoop.ofRounds(10)
                .run(
                        CrashingWriter.class,
                        attempted -> List.of(TestServer.url(), TestServer.schema(scratch), Long.toString(attempted)),
                        this::verify);
    }

    private void verify(Set<Long> acknowledged, long attempted) {
        // A commit that was sent may still be under way.
        while (TestServer.number("select count(*) from pg_stat_activity where application_name = 'mlops4j'") > 0) {
            Thread.onSpinWait();
        }
        Set<Long> begun = LongStream.rangeClosed(1, attempted).boxed().collect(Collectors.toSet());
        try (PostgresStores stores = TestServer.open(scratch)) {
            Turns.prepare(stores);
            Turns.verify(stores, acknowledged, begun);
        }
    }
}
