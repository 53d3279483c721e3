// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.opentelemetry;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

class TracingTelemetryTest {

    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("mlops.outcome");

    @RegisterExtension
    static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    @TempDir
    private Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .clock(() -> NOW)
                .telemetry(TracingTelemetry.of(TRACES.getOpenTelemetry(), () -> NOW))
                .open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Deployment deploy() {
        ModelVersion version = mlops.registry()
                .register(
                        "fraud",
                        ModelPackage.of("linear")
                                .withFile(
                                        "model",
                                        "{\"intercept\":1,\"coefficients\":[0.5],\"link\":\"identity\"}"
                                                .getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(
                                        Schema.of(Field.of("amount", DataType.FLOAT64)),
                                        Schema.of(Field.of("score", DataType.FLOAT64)))));
        mlops.registry().alias("fraud", "champion").moveTo(version, "first");
        return mlops.serving().deploy(DeploymentSpec.named("fraud").champion("fraud@champion"));
    }

    private static List<SpanData> spans(String beginning) {
        return TRACES.getSpans().stream()
                .filter(span -> span.getName().startsWith(beginning))
                .toList();
    }

    @Test
    void aPredictionIsASpanBelowThatOfItsRequest() {
        Deployment fraud = deploy();
        Span request = TRACES.getOpenTelemetry()
                .getTracer("web")
                .spanBuilder("POST /pay")
                .startSpan();
        Context.current()
                .with(request)
                .wrap(() -> {
                    fraud.predict("payment-1", Map.of("amount", 1.0));
                })
                .run();
        request.end();
        assertThat(spans("predict")).singleElement().satisfies(span -> {
            assertThat(span)
                    .hasName("predict fraud")
                    .hasTraceId(request.getSpanContext().getTraceId())
                    .hasParentSpanId(request.getSpanContext().getSpanId())
                    .hasAttribute(AttributeKey.stringKey("mlops.deployment"), "fraud")
                    .hasAttribute(AttributeKey.stringKey("mlops.route"), "champion")
                    .hasAttribute(AttributeKey.stringKey("mlops.model"), "fraud")
                    .hasAttribute(AttributeKey.longKey("mlops.version"), 1L)
                    .hasAttribute(AttributeKey.stringKey("mlops.request_id"), "payment-1")
                    .hasAttribute(OUTCOME, "succeeded");
            assertThat(span.getEndEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(NOW.getEpochSecond()));
            assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isBetween(1L, TimeUnit.MINUTES.toNanos(1));
        });
        assertThat(spans("load"))
                .singleElement()
                .satisfies(span -> assertThat(span).hasName("load fraud/1"));
    }

    @Test
    void whatWasRefusedIsNoErrorAndAVectorWithoutARequestIsNotTraced() {
        Deployment fraud = deploy();
        fraud.score(new double[] {1}, new double[1]);
        assertThatThrownBy(() -> fraud.predict("payment-2", Row.of(Schema.of())))
                .isInstanceOf(InvalidException.class);
        assertThat(spans("predict"))
                .singleElement()
                .satisfies(span -> assertThat(span)
                        .hasAttribute(OUTCOME, "refused")
                        .hasAttribute(AttributeKey.stringKey("mlops.route"), "none")
                        .hasStatus(StatusData.unset()));
    }

    @Test
    void stepsAreSpansWithTheIdOfTheirRunAndFailuresAreErrors() {
        Pipeline pipeline = Pipeline.named("retrain")
                .step("data", step -> Document.of(1))
                .step("train", step -> {
                    throw new IOException("no connection");
                })
                .build();
        PipelineRun run = mlops.pipelines().start(pipeline, Document.nothing());
        List<SpanData> steps = spans("step");
        assertThat(steps).extracting(SpanData::getName).containsExactly("step retrain/data", "step retrain/train");
        assertThat(steps)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
        assertThat(steps)
                .allSatisfy(span -> assertThat(span)
                        .hasAttribute(AttributeKey.stringKey("mlops.run"), run.id())
                        .hasAttribute(AttributeKey.longKey("mlops.attempt"), 1L));
    }
}
