// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.core.lease.OwnersElsewhere;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.storage.Storage;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.testkit.crash.MortalMetadata;

class StageOutputsTest {

    private static final Document LARGE = Document.object()
            .with("text", "ä".repeat(StageOutputs.INLINE))
            .with("number", 0.1)
            .with("whole", Long.MAX_VALUE);

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final OwnersElsewhere owners = new OwnersElsewhere();
    private final Pipeline pipeline = Pipeline.named("p")
            .step("large", step -> LARGE)
            .step("small", step -> Document.of(step.output("large").fields().size()))
            .step("null", step -> Document.nothing())
            .build();

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    private static StageRecord stage(PipelineRun run, String name) {
        return run.stage(name).orElseThrow();
    }

    private List<Digest> blobs() {
        try (Stream<Digest> all = store.mlops().blobs().list()) {
            return all.toList();
        }
    }

    @Test
    void aLargeOutputIsABlobAndAnyOtherIsInItsRow() {
        PipelineRun run = pipelines().start(pipeline, Document.object());
        assertThat(blobs()).hasSize(1);
        Document row = store.mlops()
                .metadata()
                .read(reader -> Stages.findRow(reader, run.id(), 0).orElseThrow());
        assertThat(row.find("output")).isEmpty();
        assertThat(row.get("output_blob").text()).isEqualTo(blobs().get(0).hex());
        assertThat(new String(store.mlops().blobs().readAll(blobs().get(0)), StandardCharsets.UTF_8))
                .isEqualTo(store.mlops().json().write(LARGE));

        store.reopen();
        PipelineRun read = pipelines().find(run.id()).orElseThrow();
        assertThat(read).isEqualTo(run);
        assertThat(stage(read, "large").output()).isEqualTo(LARGE);
        assertThat(stage(read, "small").output()).isEqualTo(Document.of(3));
        assertThat(stage(read, "null").output()).isEqualTo(Document.nothing());
        assertThat(pipelines().runs("p")).containsExactly(run);
        assertThat(pipelines().runs("p", 10, null).items()).containsExactly(run);
    }

    @Test
    void equalOutputsOfManyRunsAreOneBlob() {
        pipelines().start(pipeline, Document.object());
        pipelines().start(pipeline, Document.object());
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void aStageTellsTheDigestsOfItsOutputAndOfWhatItSaw() {
        Pipeline branches = Pipeline.named("b")
                .step("seen", step -> step.parameters().get("a"))
                .step(
                        "other",
                        StepOptions.defaults().after(new String[0]),
                        step -> step.parameters().get("b"))
                .step("sees", StepOptions.defaults().after("seen"), step -> Document.of(1))
                .step("skipped", StepOptions.defaults().when(step -> false), step -> Document.nothing())
                .build();
        Document.Fields parameters = Document.object().with("a", 1).with("b", 1);
        PipelineRun one = pipelines().start(branches, parameters);
        PipelineRun same = pipelines().start(branches, parameters);
        assertThat(stage(one, "sees").outputDigest()).isEqualTo(Document.of(1).digest());
        assertThat(stage(one, "sees").inputDigest())
                .isNotNull()
                .isEqualTo(stage(same, "sees").inputDigest())
                .isNotEqualTo(stage(one, "seen").inputDigest());
        assertThat(stage(one, "skipped").inputDigest()).isNull();
        assertThat(stage(one, "skipped").outputDigest()).isNull();

        PipelineRun another = pipelines().start(branches, parameters.with("a", 2));
        assertThat(stage(another, "sees").outputDigest())
                .isEqualTo(stage(one, "sees").outputDigest());
        assertThat(stage(another, "sees").inputDigest())
                .isNotEqualTo(stage(one, "sees").inputDigest());
    }

    @Test
    void aFlippedByteAndABlobThatIsGoneAreDamageOfThatStage() throws IOException {
        PipelineRun run = pipelines().start(pipeline, Document.object());
        Path file;
        try (Stream<Path> files = Files.walk(store.directory())) {
            file = files.filter(path ->
                            path.getFileName().toString().equals(blobs().get(0).hex()))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[1_000] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> pipelines().find(run.id()))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("'large'")
                .hasMessageContaining("'p-1'");

        store.mlops().blobs().delete(blobs().get(0));
        assertThatThrownBy(() -> pipelines().find(run.id()))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("'large'")
                .hasMessageContaining("'p-1'");
        assertThat(store.mlops().storage().verify().damage())
                .singleElement()
                .asString()
                .contains("'p-1/0'");
    }

    @Test
    void theItemsOfAListHaveTheirLargeOutputsInBlobsToo() {
        List<Integer> done = new ArrayList<>();
        Pipeline list = Pipeline.named("l")
                .each(
                        "each",
                        step -> IntStream.range(0, 3).mapToObj(Document::of).toList(),
                        (step, item) -> {
                            if (item.whole() == 2 && !done.contains(2)) {
                                done.add(2);
                                throw new IOException("the third fails at first");
                            }
                            done.add(Math.toIntExact(item.whole()));
                            return Document.list(item, LARGE);
                        })
                .build();
        PipelineRun failed = pipelines().start(list, Document.object());
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(blobs()).hasSize(2);
        PipelineRun run = pipelines().resume(list, failed.id());
        assertThat(done).containsExactly(0, 1, 2, 2);
        assertThat(stage(run, "each").output().list())
                .containsExactly(
                        Document.list(Document.of(0), LARGE),
                        Document.list(Document.of(1), LARGE),
                        Document.list(Document.of(2), LARGE));
        assertThat(blobs()).hasSize(4);
    }

    @Test
    void aResultFromTheCacheIsTheOneOfTheBlob() {
        Pipeline cached = Pipeline.named("c")
                .step("large", StepOptions.defaults().version("1").cached(), step -> LARGE)
                .step("after", StepOptions.defaults().version("1").cached(), step -> Document.of("after"))
                .build();
        PipelineRun first = pipelines().start(cached, Document.object());
        PipelineRun second = pipelines().start(cached, Document.object());
        assertThat(stage(second, "large").cachedFrom()).isEqualTo(first.id());
        assertThat(stage(second, "after").cachedFrom()).isEqualTo(first.id());
        assertThat(stage(second, "large").output()).isEqualTo(LARGE);
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void aSweepKeepsWhatARunNamesAlsoInsideALargeOutputAndTakesItAfterwards() {
        Digest file = store.mlops().blobs().put(new byte[] {1, 2, 3});
        Pipeline naming = Pipeline.named("n")
                .step(
                        "names",
                        step -> Document.object().with("file", file).with("text", "x".repeat(StageOutputs.INLINE)))
                .build();
        PipelineRun run = pipelines().start(naming, Document.object());
        store.clock().advance(Duration.ofDays(2));
        assertThat(store.mlops().storage().planSweep(Storage.DEFAULT_AGE).unused())
                .isEmpty();

        store.mlops().audit().transact("test.delete", run.id(), "", writer -> writer.delete(Stages.KIND, "n-1/0"));
        assertThat(store.mlops().storage().planSweep(Storage.DEFAULT_AGE).unused())
                .hasSize(2);
    }

    @Test
    void whoDiesBetweenTheBlobAndTheCommitLeavesABlobThatASweepTakesUnlessItIsNeeded() {
        // The first run of a process stores the environment; later ones commit their start, and then its end.
        pipelines()
                .start(
                        Pipeline.named("first")
                                .step("step", step -> Document.nothing())
                                .build(),
                        Document.nothing());
        int commitOfTheOutput = 2;
        Pipelines mortal = ofMachine("machine 1", commitOfTheOutput);
        assertThatThrownBy(() -> mortal.start(pipeline, Document.object())).isInstanceOf(Death.class);
        assertThat(blobs()).hasSize(1);
        PipelineRun cut = pipelines().find("p-1").orElseThrow();
        assertThat(stage(cut, "large").output()).isNull();

        store.clock().advance(Duration.ofDays(2));
        assertThat(store.mlops().storage().planSweep(Storage.DEFAULT_AGE).unused())
                .extracting(StoredBlob::digest)
                .isEqualTo(blobs());
        store.mlops().storage().sweep(store.mlops().storage().planSweep(Storage.DEFAULT_AGE));
        assertThat(blobs()).isEmpty();

        Pipelines other = ofMachine("machine 2", Integer.MAX_VALUE);
        assertThat(other.resumeAll(pipeline)).isEmpty();
        owners.silence(15);
        PipelineRun run = other.resume(pipeline, "p-1");
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(stage(run, "large").output()).isEqualTo(LARGE);
        store.clock().advance(Duration.ofDays(2));
        assertThat(store.mlops().storage().planSweep(Storage.DEFAULT_AGE).unused())
                .isEmpty();
    }

    /** {@return pipelines of a process elsewhere that dies before a commit} */
    private Pipelines ofMachine(String machine, int commit) {
        MetadataStore mortal = new MortalMetadata(store.mlops().metadata(), commit, true, () -> {
            throw new Death();
        });
        Claims claims = new Claims(owners.on(machine, store.mlops().metadata()));
        return PipelineProcess.on(store.mlops(), mortal, RunClocks.of(store.clock()))
                .pipelines(claims, Actor.of("ana"));
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
