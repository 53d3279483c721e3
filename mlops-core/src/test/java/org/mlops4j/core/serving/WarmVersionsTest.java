// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

/** A version that is on one route comes to another one without being loaded again. */
class WarmVersionsTest {

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();
    private Mlops mlops;
    private Alias champion;
    private ModelVersion first;
    private ModelVersion second;
    private Deployment deployment;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).format(format).open();
        first = mlops.registry().register("m", ProbeFormat.model(100, 2));
        second = mlops.registry().register("m", ProbeFormat.model(200, 2));
        champion = mlops.registry().alias("m", "champion");
        champion.moveTo(first, "first");
        deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d").champion("m@champion").features(READER));
        deployment.change(routing -> routing.shadow(second.id()), "on trial");
        assertThat(format.loaded).hasSize(2);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private double answer() {
        return deployment.predict("r", payment("ana", 1.0, 7)).value();
    }

    private List<Integer> closes() {
        return format.loaded.stream().map(probe -> probe.closes.get()).toList();
    }

    @Test
    void whatWasInTheShadowBecomesChampionAndBackWithoutALoad() {
        champion.moveTo(second, "won in the shadow");
        deployment.refresh();
        deployment.change(routing -> routing.shadow(first.id()), "stays warm");
        assertThat(answer()).isEqualTo(200);
        // The first version had no place for a moment.
        assertThat(format.loaded).hasSize(3);
        assertThat(closes()).containsExactly(1, 0, 0);

        champion.rollback("worse after all");
        deployment.refresh();
        assertThat(answer()).isEqualTo(100);
        assertThat(format.loaded).as("the way back loads nothing").hasSize(3);
        deployment.change(routing -> routing.shadow(second.id()), "on trial again");
        assertThat(format.loaded).hasSize(4);
        assertThat(closes()).containsExactly(1, 1, 0, 0);

        mlops.close();
        assertThat(closes()).containsExactly(1, 1, 1, 1);
        assertThat(format.usedAfterClose).hasValue(0);
    }

    @Test
    void aRecalledVersionIsNotSharedEither() {
        mlops.governance().recall(second, "trained on the wrong labels");

        assertThatThrownBy(() -> deployment.change(routing -> routing.canary(second.id(), 0.5), "not so fast"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("recalled");
        assertThat(answer()).isEqualTo(100);
    }
}
