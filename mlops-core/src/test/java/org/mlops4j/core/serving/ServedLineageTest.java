// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.data.Document;
import org.mlops4j.lineage.Answer;
import org.mlops4j.lineage.LineageGraph;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.lineage.LiveVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;

class ServedLineageTest {

    private static final LineageNode FEATURES = LineageNode.features(READER.definition());

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .format(new ProbeFormat())
                .clock(clock)
                .open();
        mlops.registry().alias("m", "champion").moveTo(mlops.registry().register("m", ProbeFormat.model(100, 2)), "");
        mlops.registry().register("m", ProbeFormat.model(200, 2));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Deployment deploy(String name, String champion) {
        return mlops.serving()
                .deploy(DeploymentSpec.named(name)
                        .champion(champion)
                        .shadow("m/2")
                        .features(READER)
                        .logPredictions(PredictionLogging.complete()));
    }

    @Test
    void whichVersionAnsweredARequestAndOnWhat() {
        try (Deployment deployment = deploy("d", "m@champion");
                Deployment other = deploy("d.d", "m/2")) {
            deployment.predict("r1", payment("ana", 12.5, 7));
            deployment.predict("r2", payment("ben", null, 8));
            other.predict("r1", payment("eve", 1.0, 1));
            deployment.flush();
            other.flush();
        }
        List<Answer> answers = mlops.lineage().answers("d", "r1");

        assertThat(answers).extracting(Answer::route).containsExactly("champion", "shadow");
        assertThat(answers).extracting(Answer::number).containsExactly(1, 2);
        Answer champion = answers.get(0);
        assertThat(champion.outputs()).containsExactly(100.0, 101.0);
        assertThat(champion.features()).containsEntry("amount", 12.5).containsEntry("hour", 7.0);
        assertThat(champion.request())
                .containsEntry("account", Document.of("ana"))
                .containsEntry("hour", Document.of(7))
                .containsEntry("foreign", Document.of(true));
        assertThat(mlops.lineage().answers("d", "r2").get(0).request()).doesNotContainKey("amount");

        Instant now = clock.instant();
        assertThat(mlops.lineage().answers("d", "r1", now, now.plusSeconds(1))).isEqualTo(answers);
        assertThat(mlops.lineage().answers("d", "r1", now.plusSeconds(1), now.plusSeconds(2)))
                .isEmpty();
        assertThat(mlops.lineage().asOf(now.minusSeconds(1)).answers("d", "r1")).isEmpty();
        assertThat(mlops.lineage().answers("d", "r3")).isEmpty();
        LineageGraph graph = mlops.lineage().upstream(LineageNode.prediction("d", "r1"));
        assertThat(graph.nodes(LineageNode.Kind.VERSION))
                .containsExactly(LineageNode.version("m", 1), LineageNode.version("m", 2));
    }

    @Test
    void aDeploymentIsLiveThroughItsAliasAndByNumber() {
        deploy("d", "m@champion").close();

        assertThat(mlops.lineage().live(LineageNode.version("m", 1)))
                .containsExactly(new LiveVersion("m", 1, List.of("champion"), List.of("d")));
        assertThat(mlops.lineage().live(LineageNode.version("m", 2)))
                .containsExactly(new LiveVersion("m", 2, List.of(), List.of("d")));
        assertThat(mlops.lineage().downstream(FEATURES).contains(LineageNode.deployment("d")))
                .isTrue();
        assertThat(mlops.lineage().upstream(LineageNode.deployment("d")).nodes())
                .containsKeys(FEATURES, LineageNode.alias("m", "champion"), LineageNode.version("m", 2));
    }

    @Test
    void whatADeploymentServedBeforeIsKept() {
        Instant before = clock.instant();
        clock.advance(Duration.ofDays(1));
        deploy("d", "m@champion").close();
        Instant then = clock.instant();
        clock.advance(Duration.ofDays(1));
        deploy("d", "m/2").close();
        deploy("d", "m/2").close();

        LineageNode alias = LineageNode.alias("m", "champion");
        LineageNode deployment = LineageNode.deployment("d");
        assertThat(mlops.lineage().upstream(deployment).contains(alias)).isFalse();
        assertThat(mlops.lineage().asOf(then).upstream(deployment).contains(alias))
                .isTrue();
        assertThat(mlops.lineage().asOf(before).upstream(deployment).isEmpty()).isTrue();
        mlops.audit().verify();
    }
}
