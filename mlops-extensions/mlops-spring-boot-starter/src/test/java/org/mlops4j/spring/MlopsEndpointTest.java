// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Slf4jSink;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.serving.Deployment;
import org.mlops4j.spring.MonitoringShown.AlertShown;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MlopsEndpointTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path directory;

    @BeforeEach
    void train() {
        FraudModel.register(directory);
    }

    private ApplicationContextRunner application() {
        return Started.in(directory)
                .withPropertyValues(
                        "mlops.deployments.fraud.champion=fraud@champion",
                        "mlops.deployments.fraud.shadow=fraud@next",
                        "management.endpoints.web.exposure.include=mlops");
    }

    @Test
    void showsDeploymentsWithTheirRoutes() {
        application().run(context -> {
            context.getBean(Deployment.class).predict("r1", Map.of("amount", 1.0, "hour", 3));
            DeploymentShown fraud =
                    context.getBean(MlopsEndpoint.class).shown().deployments().get("fraud");
            assertThat(fraud.version()).isEqualTo("fraud/1");
            assertThat(fraud.predictions()).isEqualTo(1);
            assertThat(fraud.stopped()).isNull();
            assertThat(fraud.references().champion()).isEqualTo("fraud@champion");
            assertThat(fraud.references().shadow()).isEqualTo("fraud@next");
            assertThat(fraud.routes())
                    .extracting(DeploymentShown.RouteShown::name, DeploymentShown.RouteShown::version)
                    .contains(tuple("champion", "fraud/1"));
        });
    }

    @Test
    void showsOneDeploymentOrNothing() {
        application().run(context -> {
            MlopsEndpoint endpoint = context.getBean(MlopsEndpoint.class);
            assertThat(endpoint.deployment("fraud")).isNotNull();
            assertThat(endpoint.deployment("other")).isNull();
        });
    }

    @Test
    void showsTheNewestSignalsOfEachMonitorAndTheNewestAlerts() {
        application().run(context -> {
            Mlops mlops = context.getBean(Mlops.class);
            Deployment fraud = context.getBean(Deployment.class);
            for (String name : List.of("daily", "hourly", "weekly")) {
                try (Monitor monitor = Monitor.of(mlops, fraud)
                        .named(name)
                        .reference(FraudModel.payments())
                        .window(Duration.ofHours(1))
                        .alert(AlertRule.when("queue").above(5), Slf4jSink.warn())
                        .open()) {
                    monitor.record(List.of(signal("queue", 0, 3), signal("age", 0, 1)));
                    monitor.record(signal("queue", 1, name.equals("hourly") ? 7 : 4));
                }
            }
            MlopsEndpoint.Shown shown = context.getBean(MlopsEndpoint.class).shown();
            assertThat(shown.signals()).containsOnlyKeys("daily", "hourly", "weekly");
            assertThat(shown.signals().get("hourly"))
                    .containsExactly(
                            entry("age", MonitoringShown.SignalShown.of(signal("age", 0, 1))),
                            entry("queue", MonitoringShown.SignalShown.of(signal("queue", 1, 7))));
            assertThat(shown.alerts()).extracting(AlertShown::monitor).containsExactly("hourly");
            assertThat(shown.alerts().get(0).resolved()).isNull();
        });
    }

    private static Signal signal(String name, int hour, double value) {
        Instant from = NOON.plus(Duration.ofHours(hour));
        return new Signal(name, from, from.plus(Duration.ofHours(1)), value, 1, Document.nothing());
    }

    @Test
    void isThereOnlyWhereItIsExposed() {
        Started.in(directory).run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MlopsEndpoint.class));
        application()
                .withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MlopsEndpoint.class));
    }
}
