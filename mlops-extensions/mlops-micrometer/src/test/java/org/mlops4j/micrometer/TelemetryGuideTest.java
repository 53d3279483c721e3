// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.spi.Telemetry;

/** The code of the guide to telemetry. */
class TelemetryGuideTest {

    @TempDir
    private Path directory;

    @Test
    void oneLineMeasures() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("service", "payments");
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("mlops.monitor.signal"));
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .telemetry(MicrometerTelemetry.on(registry))
                .open()) {
            mlops.registry().alias("fraud", "champion");
            mlops.pipelines()
                    .start(
                            Pipeline.named("retrain")
                                    .step("train", step -> Document.nothing())
                                    .build(),
                            Document.nothing());
        }
        assertThat(registry.scrape()).contains("mlops_pipeline_steps_seconds_count", "service=\"payments\"");
    }

    @Test
    void oneOfYourOwn() {
        List<String> slow = new ArrayList<>();
        Telemetry telemetry = new Telemetry() {
            @Override
            public void stepEnded(StepAttempt attempt) {
                slow.add(attempt.pipeline() + " " + attempt.stage() + " took " + attempt.duration());
            }
        };
        try (Mlops mlops =
                Mlops.builder().directory(directory).telemetry(telemetry).open()) {
            mlops.pipelines()
                    .start(
                            Pipeline.named("retrain")
                                    .step("train", step -> Document.nothing())
                                    .build(),
                            Document.nothing());
        }
        assertThat(slow).singleElement().asString().startsWith("retrain train took PT");
    }
}
