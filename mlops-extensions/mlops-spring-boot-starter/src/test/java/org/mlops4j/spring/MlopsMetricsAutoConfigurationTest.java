// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.micrometer.MicrometerTelemetry;
import org.mlops4j.serving.Deployment;
import org.mlops4j.spi.Telemetry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MlopsMetricsAutoConfigurationTest {

    private static final String TELEMETRY = "mlopsMicrometerTelemetry";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @BeforeEach
    void train() {
        FraudModel.register(directory);
    }

    private ApplicationContextRunner application() {
        return Started.in(directory).withBean(MeterRegistry.class, () -> registry);
    }

    @Test
    void predictionsAreTimedInTheRegistryOfTheApplication() {
        application()
                .withPropertyValues("mlops.deployments.check.champion=fraud@champion")
                .run(context -> {
                    context.getBean(Deployment.class).predict("r1", Map.of("amount", 1.0, "hour", 3));
                    assertThat(registry.get("mlops.predictions")
                                    .tags("deployment", "check", "route", "champion", "outcome", "succeeded")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void aTelemetryOfTheApplicationByThatNameWins() {
        application()
                .withBean(TELEMETRY, Telemetry.class, Telemetry::none)
                .run(context -> assertThat(context.getBean(Telemetry.class)).isSameAs(Telemetry.none()));
    }

    @Test
    void thereIsNoneWithoutARegistryOrWithoutTheModule() {
        Started.in(directory).run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TELEMETRY));
        application()
                .withClassLoader(new FilteredClassLoader(MicrometerTelemetry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TELEMETRY));
    }
}
