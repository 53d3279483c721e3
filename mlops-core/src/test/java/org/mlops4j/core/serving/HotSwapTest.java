// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

class HotSwapTest {

    private static final int THREADS = 4;

    /** How many swaps a store and its caches take to grow to their size. */
    private static final int SETTLED = 1_000;

    /** What may come and go: statistics, compiled code, entries of caches. */
    private static final long SLACK_BYTES = 16 << 20;

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();

    @Test
    void modelsAreSwappedUnderCallersWithoutAnErrorOrATornPrediction() throws Exception {
        swapUnderLoad(300);
    }

    @Test
    @Tag("stress")
    void manySwapsLeaveThreadsFilesAndHeapAsTheyWere() throws Exception {
        List<HeldResources> held = swapUnderLoad(10_000);
        HeldResources settled = held.get(0);
        HeldResources last = held.get(held.size() - 1);
        System.out.println(held);
        assertThat(last.threads()).as("%s", held).isEqualTo(settled.threads());
        assertThat(last.files()).as("%s", held).isLessThanOrEqualTo(settled.files());
        assertThat(last.heapBytes()).as("%s", held).isLessThan(settled.heapBytes() + SLACK_BYTES);
    }

    /** {@return what was held after each thousand swaps} */
    private List<HeldResources> swapUnderLoad(int swaps) throws Exception {
        List<HeldResources> held = new ArrayList<>();
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
                    return swap(swaps, deployment, new Alternation(champion, first, second), held);
                } finally {
                    done.set(true);
                }
            });

            List<Long> counts = Race.run(works);

            long scored = counts.subList(0, THREADS).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(scored).isGreaterThan(swaps);
            assertThat(deployment.status().predictions()).isEqualTo(scored);
            assertThat(deployment.status().errors()).isZero();
            deployment.close();
        }
        assertThat(format.loaded).hasSizeGreaterThan(swaps);
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
        assertThat(format.usedAfterClose).hasValue(0);
        return held;
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

    private static long swap(int swaps, Deployment deployment, Alternation versions, List<? super HeldResources> held) {
        for (int swap = 1; swap <= swaps; swap++) {
            ModelVersion next = versions.move(swap);
            deployment.refresh();
            assertThat(deployment.champion()).isEqualTo(next);
            if (swap % SETTLED == 0) {
                held.add(HeldResources.now());
            }
        }
        return swaps;
    }

    /** An alias that points at one of two versions, then at the other. */
    private record Alternation(Alias alias, ModelVersion first, ModelVersion second) {

        ModelVersion move(int swap) {
            ModelVersion next = swap % 2 == 0 ? first : second;
            alias.moveTo(next, "swap " + swap);
            return next;
        }
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
