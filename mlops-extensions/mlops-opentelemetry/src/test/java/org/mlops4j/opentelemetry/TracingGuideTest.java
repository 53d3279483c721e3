// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;

/** The code of spans in the guide to telemetry. */
class TracingGuideTest {

    @RegisterExtension
    static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    @TempDir
    private Path directory;

    @Test
    void oneLineTraces() {
        OpenTelemetry openTelemetry = TRACES.getOpenTelemetry();
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .telemetry(TracingTelemetry.of(openTelemetry))
                .open()) {
            Pipeline pipeline = Pipeline.named("retrain")
                    .step("train", step -> Document.nothing())
                    .build();
            mlops.pipelines().start(pipeline, Document.nothing());
        }
        assertThat(TRACES.getSpans()).extracting(span -> span.getName()).containsExactly("step retrain/train");
    }
}
