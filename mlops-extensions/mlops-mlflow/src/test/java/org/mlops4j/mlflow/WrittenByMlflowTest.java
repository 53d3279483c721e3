// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.MetricSummary;
import org.mlops4j.tracking.RunRecord;

/** Runs that MLflow 1.x wrote, see the README beside them. */
class WrittenByMlflowTest {

    @TempDir
    Path directory;

    @Test
    void theRunsOfADirectoryThatMlflowWroteAreImported() throws URISyntaxException {
        Path mlruns = Path.of(WrittenByMlflowTest.class.getResource("mltrace").toURI());
        try (Mlops mlops = Mlops.open(directory)) {
            ImportReport report = MlflowImport.into(mlops).mlruns(mlruns);

            assertThat(report).hasToString("2 imported, 0 skipped, 0 refused");
            RunRecord run = mlops.tracking()
                    .findRestored("mlflow:12fae4aea09546f782173920f7cc4887")
                    .orElseThrow();
            assertThat(run.experiment()).isEqualTo("Default");
            assertThat(run.findName()).isEmpty();
            assertThat(run.actor()).isEqualTo(Actor.of("boyuan"));
            assertThat(run.started()).isEqualTo(Instant.ofEpochMilli(1_642_634_549_493L));
            assertThat(run.ended()).isEqualTo(Instant.ofEpochMilli(1_642_634_549_504L));
            assertThat(run.tags())
                    .containsEntry("mlflow.source.type", "LOCAL")
                    .containsKeys("mlflow.source.git.commit", "mlflow.source.name");
            assertThat(mlops.tracking().metric(run.id(), "foo"))
                    .containsExactly(
                            new MetricPoint(0, Instant.ofEpochMilli(1_642_634_549_501L), 1),
                            new MetricPoint(0, Instant.ofEpochMilli(1_642_634_549_502L), 1),
                            new MetricPoint(0, Instant.ofEpochMilli(1_642_634_549_503L), 2));
            assertThat(run.metrics()).containsEntry("foo", new MetricSummary(3, 1, 2, 1, 0, 2, 0, 4.0 / 3));
            assertThat(run.params()).containsOnly(Map.entry("param1", Document.of("1")));
        }
    }
}
