// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.StepOptions;

class StepCacheTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    @TempDir
    Path directory;

    private final AtomicInteger trained = new AtomicInteger();

    private Pipeline training(String version, Path data) {
        StepOptions cached = StepOptions.defaults().version(version).cached(step -> Document.of(digest(data)));
        return Pipeline.named("p")
                .step("depth", step -> step.parameters().get("depth"))
                .step("train", cached, step -> {
                    trained.incrementAndGet();
                    return Document.of(Files.readString(data) + " at depth " + step.output("depth"));
                })
                .build();
    }

    private static String digest(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file)).hex();
    }

    private StageRecord train(Pipeline pipeline, int depth) {
        PipelineRun run =
                store.mlops().pipelines().start(pipeline, Document.object().with("depth", depth));
        return run.stage("train").orElseThrow();
    }

    @Test
    void theSameStepOnTheSameContentIsNotDoneAgainAndSaysFromWhereItsResultIs() throws IOException {
        Path data = Files.writeString(directory.resolve("data"), "rows");
        StageRecord first = train(training("1", data), 6);
        Path copy = Files.writeString(directory.resolve("copy under another name"), "rows");
        StageRecord second = train(training("1", copy), 6);

        assertThat(trained).hasValue(1);
        assertThat(first.cachedFrom()).isNull();
        assertThat(second.cachedFrom()).isEqualTo("p-1");
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(train(training("1", data), 6).cachedFrom()).isEqualTo("p-1");
    }

    @Test
    void overwrittenBytesOtherParametersOtherOutputsAndOtherCodeDoNotHit() throws IOException {
        Path data = Files.writeString(directory.resolve("data"), "rows");
        train(training("1", data), 6);
        assertThat(train(training("1", data), 7).cachedFrom()).isNull();
        assertThat(train(training("2", data), 6).cachedFrom()).isNull();
        Files.writeString(data, "others");
        StageRecord overwritten = train(training("1", data), 6);
        assertThat(overwritten.cachedFrom()).isNull();
        assertThat(overwritten.output()).isEqualTo(Document.of("others at depth 6"));
        assertThat(trained).hasValue(4);
    }

    @Test
    void aStepThatDoesNotAskForItIsAlwaysDone() {
        Pipeline pipeline = Pipeline.named("p")
                .step("train", StepOptions.defaults().version("1"), step -> Document.of(trained.incrementAndGet()))
                .build();
        store.mlops().pipelines().start(pipeline, Document.object());
        store.mlops().pipelines().start(pipeline, Document.object());
        assertThat(trained).hasValue(2);
    }

    @Test
    void aCacheNeedsAVersionOfTheCode() {
        Pipeline.Builder builder = Pipeline.named("p");
        assertThatThrownBy(() -> builder.step("train", StepOptions.defaults().cached(), step -> Document.nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'train'")
                .hasMessageContaining("version");
    }
}
