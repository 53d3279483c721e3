// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

/** {@code -Dmlops4j.swaps=10000} for a long run. */
class HotSwapTest {

    private static final int SWAPS = Integer.getInteger("mlops4j.swaps", 300);
    private static final int THREADS = 4;

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();

    @Test
    void modelsAreSwappedUnderCallersWithoutAnErrorOrATornPrediction() throws Exception {
        try (Mlops mlops = Mlops.builder().directory(directory).format(format).open()) {
            ModelVersion first = mlops.registry().register("m", ProbeFormat.model(100, 2));
            ModelVersion second = mlops.registry().register("m", ProbeFormat.model(200, 2));
            Alias champion = mlops.registry().alias("m", "champion");
            champion.moveTo(first, "start");
            Deployment deployment =
                    mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
            AtomicBoolean done = new AtomicBoolean();
            List<Callable<Long>> works = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                works.add(() -> scoreUntil(done, deployment));
            }
            works.add(() -> {
                try {
                    return swap(deployment, champion, first, second);
                } finally {
                    done.set(true);
                }
            });

            List<Long> counts = Race.run(works);

            long scored = counts.subList(0, THREADS).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(scored).isGreaterThan(SWAPS);
            assertThat(deployment.status().predictions()).isEqualTo(scored);
            assertThat(deployment.status().errors()).isZero();
            deployment.close();
        }
        assertThat(format.loaded).hasSizeGreaterThan(SWAPS);
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
        assertThat(format.usedAfterClose).hasValue(0);
    }

    private static long scoreUntil(AtomicBoolean done, Deployment deployment) {
        double[] in = new double[2];
        double[] out = new double[2];
        long scored = 0;
        while (!done.get()) {
            deployment.score(in, out);
            scored++;
            if (out[1] - out[0] != 1 || (out[0] != 100 && out[0] != 200)) {
                throw new AssertionError("torn: " + out[0] + " and " + out[1]);
            }
        }
        return scored;
    }

    private static long swap(Deployment deployment, Alias champion, ModelVersion first, ModelVersion second) {
        for (int i = 0; i < SWAPS; i++) {
            ModelVersion next = i % 2 == 0 ? second : first;
            champion.moveTo(next, "swap " + i);
            deployment.refresh();
            assertThat(deployment.champion()).isEqualTo(next);
        }
        return SWAPS;
    }

    @Test
    void aDeploymentIsClosedUnderCallersAndFollowersWithoutUseAfterClose() throws Exception {
        try (Mlops mlops = Mlops.builder().directory(directory).format(format).open()) {
            ModelVersion first = mlops.registry().register("m", ProbeFormat.model(100, 2));
            ModelVersion second = mlops.registry().register("m", ProbeFormat.model(200, 2));
            Alias champion = mlops.registry().alias("m", "champion");
            for (int round = 0; round < 60; round++) {
                champion.moveTo(first, "round");
                Deployment deployment =
                        mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
                champion.moveTo(second, "round");
                Race.run(List.of(
                        () -> scoreUntilClosed(deployment),
                        () -> scoreUntilClosed(deployment),
                        () -> refreshUntilClosed(deployment),
                        () -> {
                            deployment.close();
                            return true;
                        }));
            }
        }
        assertThat(format.usedAfterClose).hasValue(0);
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
    }

    private static boolean scoreUntilClosed(Deployment deployment) {
        double[] in = new double[2];
        double[] out = new double[2];
        try {
            while (true) {
                deployment.score(in, out);
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("deployment 'd' is closed");
            return true;
        }
    }

    private static boolean refreshUntilClosed(Deployment deployment) {
        try {
            while (true) {
                deployment.refresh();
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("deployment 'd' is closed");
            return true;
        }
    }
}
