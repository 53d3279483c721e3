// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.lease.OwnersElsewhere;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Digest;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.storage.Durability;
import org.mlops4j.testkit.crash.ChildJvm;
import org.mlops4j.testkit.crash.MortalMetadata;
import org.mlops4j.testkit.time.VirtualClock;

/**
 * A run whose owner dies before or after any commit of its journal ends with the same outputs, and no stage that was
 * noted as finished is done again. Most deaths are simulated in this process, which shows what the journal does at each
 * commit; some are real ones of another, which show that a commit is what a process leaves. A process that dies leaves
 * all that the operating system has, so nothing has to reach the disk here, on which a thousand runs would wait for ten
 * minutes. {@code -Pstress} has a thousand seeds; {@code -Dmlops.pipeline.kills=1000} is for the nights.
 */
class KilledAtBoundariesTest {

    private static final int KILLS = Integer.getInteger("mlops.pipeline.kills", 2);

    @TempDir
    Path directory;

    private final VirtualClock clock = VirtualClock.at("2026-03-03T12:00:00Z");
    private final OwnersElsewhere owners = new OwnersElsewhere();
    private final List<String> traces = Collections.synchronizedList(new ArrayList<>());
    private EmbeddedStores stores;
    private Map<String, Digest> expected;
    private int lives;

    @BeforeEach
    void runWithoutDeath() {
        stores = EmbeddedStores.open(directory.resolve("store"), InstantSource.system(), Durability.CRASH_SAFE);
        Pipeline pipeline = MortalPipeline.named("undisturbed", stage -> {});
        carryOn(Integer.MAX_VALUE, false, pipeline);
        expected = outputs(run("undisturbed").orElseThrow());
        assertThat(expected).containsOnlyKeys("data", "left", "right", "good", "labels", "flaky", "promote");
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aDeathAtEachBoundaryRepeatsNothing() {
        int boundary = 1;
        while (liveAndDie("before-" + boundary, new int[] {boundary}, true) > 0) {
            liveAndDie("after-" + boundary, new int[] {boundary}, false);
            boundary++;
        }
        assertThat(boundary).as("boundaries").isGreaterThan(18);
    }

    @Test
    void manyDeathsOfOneRunRepeatNothing() {
        manyDeaths(10);
    }

    @Test
    @Tag("stress")
    void manyDeathsOfAThousandRunsRepeatNothing() {
        long began = System.nanoTime();
        int deaths = manyDeaths(1_000);
        System.out.println(deaths + " deaths of a thousand runs in "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
    }

    /** {@return how many there were} */
    private int manyDeaths(int seeds) {
        int deaths = 0;
        for (int seed = 0; seed < seeds; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] boundaries = random.ints(4, 1, 12).toArray();
            deaths += liveAndDie("seed-" + seed, boundaries, random.nextBoolean());
        }
        return deaths;
    }

    @Test
    void aProcessThatIsKilledAtBoundariesRepeatsNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(20_260_303);
        for (int kill = 0; kill < KILLS; kill++) {
            Path killed = Files.createDirectory(directory.resolve("kill " + kill));
            int boundary = 1 + random.nextInt(20);
            boolean before = kill % 2 == 0;
            String which = (before ? "before" : "after") + " commit " + boundary;
            Map<String, Long> finished = kill(killed, boundary, before);
            MortalPipeline.main(new String[] {killed.toString(), "1000000", "false"});
            assertWhole(which, killed, finished);
        }
    }

    /** {@return how often the stages that were finished at a kill had been done by then} */
    private static Map<String, Long> kill(Path directory, int boundary, boolean before) throws Exception {
        try (ChildJvm child = ChildJvm.start(
                MortalPipeline.class, directory.toString(), Integer.toString(boundary), Boolean.toString(before))) {
            child.nextLine();
            child.kill();
        }
        Map<String, Long> counts = counts(Files.readAllLines(traceFile(directory)));
        try (Mlops mlops = Mlops.open(directory)) {
            counts.keySet()
                    .retainAll(mlops.pipelines().find("p-1").stream()
                            .flatMap(run -> run.stages().stream())
                            .filter(StageRecord::finished)
                            .map(StageRecord::name)
                            .toList());
        }
        return counts;
    }

    private void assertWhole(String which, Path killed, Map<String, Long> finished) throws IOException {
        try (Mlops mlops = Mlops.open(killed)) {
            PipelineRun run = mlops.pipelines().find("p-1").orElseThrow();
            assertThat(run.status()).as(which).isEqualTo(Status.SUCCEEDED);
            assertThat(outputs(run)).as(which).isEqualTo(expected);
            assertThat(counts(Files.readAllLines(traceFile(killed)))).as(which).containsAllEntriesOf(finished);
            assertThat(mlops.audit().verify()).isPositive();
        }
    }

    private static Path traceFile(Path directory) throws IOException {
        Path file = directory.resolve("traces");
        return Files.exists(file) ? file : Files.createFile(file);
    }

    /** {@return how often somebody died: whether the run went on for as many commits as that} */
    private int liveAndDie(String name, int[] boundaries, boolean before) {
        traces.clear();
        Pipeline pipeline = MortalPipeline.named(name, traces::add);
        List<Map<String, Long>> atDeaths = new ArrayList<>();
        for (int boundary : boundaries) {
            try {
                carryOn(boundary, before, pipeline);
            } catch (Death e) {
                atDeaths.add(finished(name));
            }
        }
        carryOn(Integer.MAX_VALUE, false, pipeline);

        PipelineRun run = run(name).orElseThrow();
        assertThat(run.status()).as(name).isEqualTo(Status.SUCCEEDED);
        assertThat(outputs(run)).as(name).isEqualTo(expected);
        for (Map<String, Long> atDeath : atDeaths) {
            assertThat(counts(List.copyOf(traces))).as(name).containsAllEntriesOf(atDeath);
        }
        assertCached(name);
        return atDeaths.size();
    }

    /** What a run found out that died so often is there for the next one. */
    private void assertCached(String name) {
        Pipeline data = MortalPipeline.data(name, stage -> {}).build();
        PipelineRun next = immortal().start(data, MortalPipeline.PARAMETERS);
        assertThat(next.stage("data").orElseThrow().cachedFrom()).as(name).isEqualTo(name + "-1");
    }

    /** Starts the run, or takes it over after its owner has been silent for the term of its lease. */
    private void carryOn(int boundary, boolean before, Pipeline pipeline) {
        lives++;
        MortalMetadata mortal = new MortalMetadata(stores.metadata(), boundary, before, () -> {
            throw new Death();
        });
        Claims claims = new Claims(owners.on("machine " + lives, stores.metadata()));
        MortalPipeline.carryOn(
                MortalPipeline.pipelines(mortal, stores, clock, claims, Actor.of("ana")),
                MortalPipeline.pipelines(mortal, stores, clock, claims, MortalPipeline.REVIEWER),
                () -> {
                    clock.advance(Duration.ofMinutes(1));
                    owners.silence(15);
                },
                pipeline);
    }

    /** {@return how often the stages that are finished have been done} */
    private Map<String, Long> finished(String name) {
        Map<String, Long> counts = counts(List.copyOf(traces));
        counts.keySet()
                .retainAll(run(name).stream()
                        .flatMap(run -> run.stages().stream())
                        .filter(StageRecord::finished)
                        .map(StageRecord::name)
                        .toList());
        return counts;
    }

    private Optional<PipelineRun> run(String name) {
        return immortal().find(name + "-1");
    }

    private Pipelines immortal() {
        lives++;
        Claims claims = new Claims(owners.on("machine " + lives, stores.metadata()));
        return MortalPipeline.pipelines(stores.metadata(), stores, clock, claims, Actor.of("ana"));
    }

    /** {@return what the stages found out, but for the approval, which has its time} */
    private static Map<String, Digest> outputs(PipelineRun run) {
        Map<String, Digest> outputs = new TreeMap<>();
        run.stages().stream()
                .filter(StageRecord::finished)
                .filter(stage -> !stage.name().equals("sign-off"))
                .forEach(stage -> outputs.put(stage.name(), stage.output().digest()));
        return outputs;
    }

    private static Map<String, Long> counts(List<String> lines) {
        Map<String, Long> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line, 1L, Long::sum));
        return counts;
    }

    /** The end of a process, as far as one can die in a test. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
