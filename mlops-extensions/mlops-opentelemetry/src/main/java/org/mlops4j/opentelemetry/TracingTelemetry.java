// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.opentelemetry;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.Telemetry;

/**
 * Makes a span of each prediction under a request id, each load of a version and each try of a pipeline's stage.
 * Thread-safe.
 *
 * <pre>{@code
 * Mlops.builder().directory(directory).telemetry(TracingTelemetry.of(openTelemetry)).open()
 * }</pre>
 *
 * <p>Spans are children of the span that is current in the thread: that of the request which asks for the prediction,
 * that of the job which carries the pipeline on. They are made when the work is over, with the time at which it began,
 * so that a sampler sees all attributes; what the work itself traces stands beside them and not below. Vectors that are
 * scored without a request id are not traced.
 *
 * <p>Attributes begin with {@code mlops.}: {@code deployment, route, model, version, request_id, outcome} of
 * predictions and loads, {@code pipeline, run, stage, attempt, outcome} of stages. A request id finds the prediction in
 * the log. Spans of what failed have the status error; what was refused is none.
 */
public final class TracingTelemetry implements Telemetry {

    /** The name under which the spans come. */
    public static final String SCOPE = "org.mlops4j";

    private static final AttributeKey<String> DEPLOYMENT = AttributeKey.stringKey("mlops.deployment");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("mlops.route");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("mlops.model");
    private static final AttributeKey<Long> VERSION = AttributeKey.longKey("mlops.version");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("mlops.request_id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("mlops.outcome");
    private static final AttributeKey<String> PIPELINE = AttributeKey.stringKey("mlops.pipeline");
    private static final AttributeKey<String> RUN = AttributeKey.stringKey("mlops.run");
    private static final AttributeKey<String> STAGE = AttributeKey.stringKey("mlops.stage");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("mlops.attempt");

    private final Tracer tracer;
    private final InstantSource clock;

    private TracingTelemetry(Tracer tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** {@return a telemetry that makes its spans there, by the time of the system} */
    public static TracingTelemetry of(OpenTelemetry openTelemetry) {
        return of(openTelemetry, InstantSource.system());
    }

    /**
     * {@return a telemetry that makes its spans there}
     *
     * @param clock tells when predictions and loads ended
     */
    public static TracingTelemetry of(OpenTelemetry openTelemetry, InstantSource clock) {
        return new TracingTelemetry(openTelemetry.getTracer(SCOPE), requireNonNull(clock, "clock"));
    }

    @Override
    public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
        String name = "predict " + deployment;
        Attributes attributes = attributes(deployment, route, version);
        return (requestId, outcome, nanos) -> {
            if (requestId != null) {
                Instant end = clock.instant();
                Attributes whole =
                        attributes.toBuilder().put(REQUEST_ID, requestId).build();
                trace(name, whole, outcome, end.minusNanos(nanos), end);
            }
        };
    }

    @Override
    public void modelLoaded(ModelLoad load) {
        Instant end = clock.instant();
        trace(
                "load " + load.version().id(),
                attributes(load.deployment(), load.route(), load.version()),
                load.outcome(),
                end.minus(load.duration()),
                end);
    }

    @Override
    public void stepEnded(StepAttempt attempt) {
        Attributes attributes = Attributes.builder()
                .put(PIPELINE, attempt.pipeline())
                .put(RUN, attempt.run())
                .put(STAGE, attempt.stage())
                .put(ATTEMPT, (long) attempt.number())
                .build();
        Duration duration = attempt.duration();
        trace(
                "step " + attempt.pipeline() + "/" + attempt.stage(),
                attributes,
                attempt.outcome(),
                attempt.started(),
                attempt.started().plus(duration));
    }

    private static Attributes attributes(String deployment, String route, @Nullable ModelVersion version) {
        AttributesBuilder attributes =
                Attributes.builder().put(DEPLOYMENT, deployment).put(ROUTE, route);
        if (version != null) {
            attributes.put(MODEL, version.model()).put(VERSION, (long) version.number());
        }
        return attributes.build();
    }

    private void trace(String name, Attributes attributes, Outcome outcome, Instant begin, Instant end) {
        Span span = tracer.spanBuilder(name)
                .setAllAttributes(attributes)
                .setAttribute(OUTCOME, outcome.name().toLowerCase(Locale.ROOT))
                .setStartTimestamp(begin)
                .startSpan();
        if (outcome == Outcome.FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }
}
