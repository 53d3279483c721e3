// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import io.micrometer.core.instrument.MeterRegistry;
import org.mlops4j.micrometer.MicrometerTelemetry;
import org.mlops4j.spi.Telemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Measurements of the handle in the application's meter registry, where mlops-micrometer is on the class path. */
@AutoConfiguration(
        before = MlopsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MicrometerTelemetry.class, MeterRegistry.class})
@ConditionalOnSingleCandidate(MeterRegistry.class)
final class MlopsMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "mlopsMicrometerTelemetry")
    Telemetry mlopsMicrometerTelemetry(MeterRegistry registry) {
        return MicrometerTelemetry.on(registry);
    }
}
