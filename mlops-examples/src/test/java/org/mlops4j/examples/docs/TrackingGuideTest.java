// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Table;
import org.mlops4j.search.Field;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunArtifacts;
import org.mlops4j.tracking.RunBatch;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;
import org.mlops4j.tracking.Tracking;

/** The code of the guide to tracking. */
class TrackingGuideTest {

    @TempDir
    private Path scratch;

    private Mlops mlops;
    private Tracking tracking;

    @BeforeEach
    void open() {
        mlops = Mlops.open(scratch.resolve("store"));
        tracking = mlops.tracking();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    /** A row of the training data. */
    record Flight(double delay, long hour) {}

    private static double train(Run run) {
        run.metric("auc", 0.75);
        return 0.75;
    }

    @Test
    void aRunLeavesARecord() {
        Table training = Table.of(Flight.class, List.of(new Flight(12.5, 7), new Flight(-3, 9)));
        String id = tracking.during("late-flights", run -> {
            run.params(Map.of("depth", 6, "eta", 0.1, "layers", List.of(64, 32)));
            run.dataset("train", training, "s3://flights/2001-01");
            for (int round = 1; round <= 100; round++) {
                run.metric("logloss", 1.0 / round, round);
                run.progress(round, 100);
            }
            run.metric("auc", 0.741);
            run.tag("team", "ml");
            run.note("Depth **6** is as good as 8 and loads faster.");
            return run.id();
        });

        RunRecord record = tracking.load(id);
        Optional<RunRecord> perhaps = tracking.find("late-flights-4711");
        List<RunRecord> newestFirst = tracking.runs("late-flights");
        double best = record.metrics().get("logloss").min();
        List<MetricPoint> curve = tracking.metric(id, "logloss");
        Optional<MetricPoint> last = tracking.latest(id, "logloss");

        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.note()).contains("**6**");
        assertThat(perhaps).isEmpty();
        assertThat(newestFirst).containsExactly(record);
        assertThat(best).isEqualTo(0.01);
        assertThat(curve).hasSize(100);
        assertThat(last).contains(curve.get(99));
    }

    @Test
    void workEndsItsRun() {
        double auc = tracking.during(RunSpec.of("late-flights").named("deep trees"), run -> {
            run.param("depth", 12);
            return train(run);
        });
        assertThat(auc).isEqualTo(0.75);
        String id = tracking.runs("late-flights").get(0).id();
        Digest seal = tracking.verify(id);
        assertThat(tracking.load(id).seal()).isEqualTo(seal);
    }

    @Test
    void runsAreNestedFoundAndListedInPages() {
        try (Run search =
                tracking.start(RunSpec.of("late-flights").named("grid search").systemMetrics(Duration.ofSeconds(10)))) {
            for (int depth : List.of(4, 6, 8)) {
                try (Run run = search.nested("depth " + depth)) {
                    run.log(new RunBatch()
                            .param("depth", depth)
                            .tag("team", "ml")
                            .metric("auc", 0.6 + 0.02 * depth, 1)
                            .metric("logloss", 0.7 - 0.01 * depth, 1));
                }
            }
        }
        List<RunRecord> best = tracking.search(
                "late-flights", "metrics.auc.max > 0.7 and params.depth <= 8 order by metrics.logloss limit 10");
        assertThat(best).extracting(RunRecord::name).containsExactly("depth 8", "depth 6");

        Search good = Search.of(Field.metric("auc")
                        .max()
                        .above(0.7)
                        .and(Field.param("depth").atMost(8)))
                .orderBy(Field.metric("logloss").ascending())
                .limit(50);
        Page<RunRecord> page = tracking.search(good);
        page.items().forEach(run -> System.out.println(run.id() + " " + run.params()));
        if (page.next() != null) {
            page = tracking.search(good.after(page.next()));
        }
        assertThat(page.items()).hasSize(2);

        for (SearchRow row : tracking.select(good, "run_name", "metrics.auc.max", "params.depth")
                .items()) {
            System.out.println(row.id() + " " + row.number("metrics.auc.max").orElse(Double.NaN) + " " + row.values());
        }
        assertThat(tracking.select(good, "params.depth").items())
                .extracting(row -> row.number("params.depth").orElseThrow())
                .containsExactly(8.0, 6.0);
    }

    @Test
    void filesComeBackVerified() throws IOException {
        Path directory = Files.createDirectory(scratch.resolve("plots"));
        Path copy = scratch.resolve("copy");
        Files.writeString(directory.resolve("roc.svg"), "<svg/>");
        String id;
        try (Run run = tracking.start("late-flights")) {
            run.artifact("notes.md", "Depth 6 it is.".getBytes(UTF_8));
            run.artifacts("plots", directory);
            id = run.id();
        }
        RunArtifacts artifacts = tracking.artifacts(id);
        byte[] notes = artifacts.read("notes.md");
        artifacts.copyTo(copy);
        assertThat(notes).asString(UTF_8).isEqualTo("Depth 6 it is.");
        assertThat(copy.resolve("plots/roc.svg")).hasContent("<svg/>");
    }
}
