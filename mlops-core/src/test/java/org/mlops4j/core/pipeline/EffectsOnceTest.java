// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.lease.OwnersElsewhere;
import org.mlops4j.core.registry.LocalRegistry;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.core.tracking.RunKeeper;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.testkit.crash.MortalMetadata;
import org.mlops4j.testkit.time.VirtualClock;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;
import org.mlops4j.tracking.Tracking;

/** What stages change in the store itself happens once, wherever their process dies. */
class EffectsOnceTest {

    private static final String MODEL = "late-flights";

    @TempDir
    Path directory;

    private final VirtualClock clock = VirtualClock.at("2026-03-03T12:00:00Z");
    private final OwnersElsewhere owners = new OwnersElsewhere();
    private EmbeddedStores stores;
    private int lives;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void versionsAreRegisteredAndTheStoreIsChangedOnceWhereverTheProcessDies() {
        int boundary = 1;
        while (dies(boundary, true)) {
            dies(boundary, false);
            boundary++;
        }
        assertThat(boundary).as("boundaries").isGreaterThan(10);
        assertThat(chain(stores.metadata()).verify()).isPositive();
    }

    @Test
    void aKeyIsOfOneModelAndKnowsADeletedVersion() {
        ModelRegistry registry = registry(stores.metadata());
        ModelVersion first = registry.register(MODEL, named("first").idempotencyKey("key"));

        assertThat(registry.register(MODEL, named("second").idempotencyKey("key")))
                .isEqualTo(first);
        assertThat(registry.register(MODEL, named("second")).number()).isEqualTo(2);
        assertThat(registry.register("other", named("first").idempotencyKey("key"))
                        .number())
                .isEqualTo(1);
        assertThat(registry.findRegistered(MODEL, "key")).contains(first);
        assertThat(registry.findRegistered(MODEL, "another key")).isEmpty();

        registry.delete(first, "a mistake");
        assertThatThrownBy(() -> registry.register(MODEL, named("third").idempotencyKey("key")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("was deleted by ana");
    }

    @Test
    void aChangeThatThrowsFailsTheStageWhichIsTriedAgain() {
        StepOptions twice = StepOptions.defaults().retry(RetryPolicy.attempts(2).resting(Duration.ZERO, Duration.ZERO));
        Pipeline pipeline = Pipeline.named("refused")
                .step("count", twice, step -> {
                    step.commit(counting("refused"));
                    step.commit(writer -> {
                        if (step.attempt() == 1) {
                            throw new ConflictException("somebody else was faster");
                        }
                    });
                    return Document.nothing();
                })
                .build();

        PipelineRun run = pipelines(stores.metadata()).start(pipeline, Document.nothing());

        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stage("count").orElseThrow().attempts().get(0).error()).contains("somebody else was faster");
        assertThat(counted("refused")).isEqualTo(1);
    }

    /** {@return whether a process died that was to die at a commit} */
    private boolean dies(int boundary, boolean before) {
        String name = (before ? "before-" : "after-") + boundary;
        boolean died = false;
        MetadataStore mortal = new MortalMetadata(stores.metadata(), boundary, before, () -> {
            throw new Death();
        });
        try {
            Tracking dying = tracking(mortal, runs(mortal));
            pipelines(mortal).start(pipeline(name, registry(mortal), dying), Document.nothing());
        } catch (Death e) {
            died = true;
        }
        RunKeeper runs = runs(stores.metadata());
        Tracking living = tracking(stores.metadata(), runs);
        Pipeline again = pipeline(name, registry(stores.metadata()), living);
        Pipelines next = pipelines(stores.metadata());
        if (next.find(name + "-1").isEmpty()) {
            next.start(again, Document.nothing());
        }
        // Who looks for the first time cannot tell how long the owner has been silent.
        next.resumeAll(again);
        runs.sweep(chain(stores.metadata()));
        owners.silence(15);
        next.resumeAll(again);

        PipelineRun run = next.find(name + "-1").orElseThrow();
        assertThat(run.status()).as(name).isEqualTo(Status.SUCCEEDED);
        assertThat(registry(stores.metadata()).versions(name))
                .as(name)
                .extracting(ModelVersion::id)
                .containsExactly(run.stage("register").orElseThrow().output().text());
        runs.sweep(chain(stores.metadata()));
        assertTrackedOnce(name, run, living.runs(name));
        assertThat(counted(name)).as(name).isEqualTo(1);
        assertThat(counted(name + "-items")).as(name).isEqualTo(3);
        return died;
    }

    /** Each try has a run of its own, of which those of dead processes are lost. The version is of one of them. */
    private void assertTrackedOnce(String name, PipelineRun run, List<RunRecord> tries) {
        assertThat(tries.get(0).status()).as(name).isEqualTo(RunStatus.FINISHED);
        assertThat(tries).as(name).extracting(RunRecord::status).isSubsetOf(RunStatus.FINISHED, RunStatus.LOST);
        assertThat(registry(stores.metadata()).versions(tracked(name)))
                .as(name)
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.id())
                            .isEqualTo(run.stage("track").orElseThrow().output().text());
                    assertThat(tries)
                            .extracting(RunRecord::id)
                            .contains(version.findRun().orElseThrow());
                });
    }

    private static Pipeline pipeline(String name, ModelRegistry registry, Tracking tracking) {
        return Pipeline.named(name)
                .step(
                        "register",
                        step -> Document.of(registered(name, registry, step).id()))
                .step(
                        "track",
                        step -> tracking.during(
                                name,
                                run -> Document.of(run.register(tracked(name), trained(step))
                                        .id())))
                .step("count", step -> {
                    step.commit(counting(name));
                    return Document.nothing();
                })
                .each(
                        "items",
                        step -> Document.list(Document.of(1), Document.of(2), Document.of(3))
                                .list(),
                        (step, item) -> {
                            step.commit(counting(name + "-items"));
                            return item;
                        })
                .build();
    }

    private static ModelVersion registered(String name, ModelRegistry registry, StepContext step) {
        return registry.register(name, trained(step));
    }

    private static ModelPackage trained(StepContext step) {
        return named("trained at try " + step.attempt()).idempotencyKey(step.idempotencyKey());
    }

    private static String tracked(String name) {
        return name + "-tracked";
    }

    private static ModelPackage named(String bytes) {
        return ModelPackage.of("test").withFile("model", bytes.getBytes(UTF_8));
    }

    private static Consumer<MetadataWriter> counting(String id) {
        return writer -> {
            long before = writer.find("counter", id)
                    .map(found -> found.body().whole())
                    .orElse(0L);
            writer.put("counter", id, Document.of(before + 1), Map.of());
        };
    }

    private long counted(String id) {
        return stores.metadata()
                .read(reader -> reader.find("counter", id))
                .orElseThrow()
                .body()
                .whole();
    }

    private Pipelines pipelines(MetadataStore metadata) {
        lives++;
        Claims claims = new Claims(owners.on("machine " + lives, stores.metadata()));
        return PipelineProcess.on(stores, metadata, RunClocks.of(clock)).pipelines(claims, Actor.of("ana"));
    }

    private ModelRegistry registry(MetadataStore metadata) {
        return new LocalRegistry(metadata, stores.blobs(), chain(metadata), clock, Limits.DEFAULT, List.of());
    }

    private RunKeeper runs(MetadataStore metadata) {
        lives++;
        return new RunKeeper(
                metadata,
                stores.series(),
                stores.blobs(),
                clock,
                owners.on("machine " + lives, stores.metadata()),
                Progress.silent(),
                Limits.DEFAULT);
    }

    private Tracking tracking(MetadataStore metadata, RunKeeper runs) {
        return runs.tracking(chain(metadata), registry(metadata));
    }

    private HashChain chain(MetadataStore metadata) {
        return new HashChain(metadata, stores.json(), clock, Actor.of("ana"));
    }

    /** The end of a process, as far as one can die in a test. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
