// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.error.ConflictException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

class RegistryConcurrencyTest {

    private static final int THREADS = 16;
    private static final int EACH = 100;

    @TempDir
    Path directory;

    @Test
    void sixteenThreadsOnTwoHandlesRegisterWithoutGapOrDuplicate() throws Exception {
        try (Mlops one = Mlops.open(directory);
                Mlops two = Mlops.open(directory)) {
            List<Callable<List<ModelVersion>>> works = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                ModelRegistry registry = (thread % 2 == 0 ? one : two).registry();
                int number = thread;
                works.add(() -> register(registry, number));
            }
            List<ModelVersion> returned =
                    Race.run(works).stream().flatMap(List::stream).toList();

            List<ModelVersion> stored = one.registry().versions("m");
            assertThat(stored)
                    .extracting(ModelVersion::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, THREADS * EACH).boxed().toList());
            assertThat(returned).containsExactlyInAnyOrderElementsOf(stored);
            assertThat(stored.stream().map(v -> text(one, v)).distinct()).hasSize(THREADS * EACH);
            assertThat(two.audit().verify()).isEqualTo(THREADS * EACH);
        }
    }

    private static List<ModelVersion> register(ModelRegistry registry, int thread) {
        return IntStream.range(0, EACH)
                .mapToObj(i -> registry.register("m", LocalRegistryTest.model(thread + "/" + i)))
                .toList();
    }

    private static String text(Mlops mlops, ModelVersion version) {
        return new String(mlops.registry().read(version, "model"), StandardCharsets.UTF_8);
    }

    @Test
    void ofManyWhoMoveAnAliasFromOneStateExactlyOneWins() throws Exception {
        try (Mlops one = Mlops.open(directory);
                Mlops two = Mlops.open(directory)) {
            List<ModelVersion> versions = register(one.registry(), 0).subList(0, 9);
            Alias champion = one.registry().alias("m", "champion");
            for (int round = 0; round < 20; round++) {
                Optional<ModelVersion> seen = champion.find();
                List<Callable<Boolean>> works = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Alias alias = (i % 2 == 0 ? one : two).registry().alias("m", "champion");
                    ModelVersion wanted = versions.get((i + round) % versions.size());
                    works.add(() -> wins(alias, wanted, seen));
                }
                assertThat(Race.run(works)).as("round %d", round).containsOnlyOnce(true);
                assertThat(champion.history()).hasSize(round + 1);
            }
            assertThat(one.audit().verify()).isEqualTo(EACH + 20);
        }
    }

    /** Whoever moves it to where it points already changes nothing that the others could see, so nobody does. */
    private static boolean wins(Alias alias, ModelVersion wanted, Optional<ModelVersion> seen) {
        if (seen.filter(wanted::equals).isPresent()) {
            return false;
        }
        try {
            alias.moveTo(wanted, seen, "race");
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }
}
