// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.testkit.crash.ChildJvm;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

class LostRunTest {

    private static final String RUN = "late-flights-1";

    @TempDir
    Path directory;

    @Test
    void aRunWhoseProcessIsKilledIsLostAndKeepsWhatWasDurable() throws Exception {
        try (ChildJvm child = ChildJvm.start(EndlessRun.class, directory.toString())) {
            child.awaitLine("durable");
            try (Mlops beside = Mlops.open(directory)) {
                assertThat(beside.tracking().load(RUN).status()).isEqualTo(RunStatus.RUNNING);
            }
            child.kill();
        }

        try (Mlops after =
                Mlops.builder().directory(directory).actor(Actor.of("ben")).open()) {
            RunRecord record = after.tracking().load(RUN);
            assertThat(record.status()).isEqualTo(RunStatus.LOST);
            assertThat(record.actor()).isEqualTo(Actor.of("ana"));
            assertThat(record.params()).containsEntry("depth", Document.of(6));
            assertThat(record.tags()).containsEntry("team", "ml");
            assertThat(record.models()).containsExactly("m/1");

            List<MetricPoint> points = after.tracking().metric(RUN, "loss");
            assertThat(points).hasSizeGreaterThanOrEqualTo(1_000);
            assertThat(IntStream.range(0, points.size())
                            .allMatch(i ->
                                    points.get(i).step() == i && points.get(i).value() == 1.0 / (i + 1)))
                    .isTrue();
            assertThat(record.metrics().get("loss").count()).isEqualTo(points.size());

            assertThat(after.audit().about(RUN))
                    .extracting(AuditEntry::action)
                    .containsExactly("run.start", "run.lose");
            assertThat(after.audit().verify()).isEqualTo(3);
        }
    }

    @Test
    @Tag("stress")
    void whoHasTheStoreOpenFindsALostRunWithoutOpeningItAnew() throws Exception {
        try (Mlops beside = Mlops.open(directory);
                ChildJvm child = ChildJvm.start(EndlessRun.class, directory.toString())) {
            child.awaitLine("durable");
            child.kill();
            long deadline = System.nanoTime() + Lease.TERM.multipliedBy(3).toNanos();
            while (beside.tracking().load(RUN).status() != RunStatus.LOST) {
                assertThat(System.nanoTime()).as("it looks each term").isLessThan(deadline);
                Thread.onSpinWait();
            }
            assertThat(beside.tracking().verify(RUN))
                    .isEqualTo(beside.tracking().load(RUN).seal());
        }
    }

    @Test
    void aBatchThatWasCutInTheMiddleIsThereAsAWhole() throws Exception {
        try (ChildJvm child = ChildJvm.start(InterruptedBatch.class, directory.toString())) {
            child.awaitLine("in the middle");
            child.kill();
        }
        try (Mlops after = Mlops.open(directory)) {
            RunRecord record = after.tracking().load(RUN);
            assertThat(record.status()).isEqualTo(RunStatus.LOST);
            assertThat(record.params()).containsEntry("depth", Document.of(6));
            assertThat(record.tags()).containsEntry("team", "ml");
            assertThat(record.metrics().get("auc").count()).isEqualTo(2);
            assertThat(record.metrics().get("loss").last()).isEqualTo(-0.0);
            assertThat(after.tracking().metric(RUN, "auc"))
                    .extracting(MetricPoint::value)
                    .containsExactly(0.5, Double.NaN);
            assertThat(after.tracking().verify(RUN)).isEqualTo(record.seal());
            assertThat(after.audit().verify()).isEqualTo(2);
        }
    }
}
