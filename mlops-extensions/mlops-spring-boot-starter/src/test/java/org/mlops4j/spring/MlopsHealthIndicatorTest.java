// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.serving.Deployment;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MlopsHealthIndicatorTest {

    private static final String INDICATOR = "mlopsHealthIndicator";

    @TempDir
    private Path directory;

    @BeforeEach
    void train() {
        FraudModel.register(directory);
    }

    private ApplicationContextRunner application() {
        return Started.in(directory).withPropertyValues("mlops.deployments.fraud.champion=fraud@champion");
    }

    @Test
    void isUpAndTellsVersionsAndTheLog() {
        application().run(context -> {
            Health health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(Started.value(health.getDetails(), "deployments", "fraud", "version"))
                    .isEqualTo("fraud/1");
            assertThat(Started.value(health.getDetails(), "deployments", "fraud", "queued"))
                    .isEqualTo(0L);
            assertThat(Started.value(health.getDetails(), "deployments", "fraud", "unlogged"))
                    .isEqualTo(0L);
        });
    }

    @Test
    void isUpWhileADeploymentIsStoppedOnPurpose() {
        application().run(context -> {
            context.getBean(Deployment.class).stop("denies everybody");
            Health health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(Started.value(health.getDetails(), "deployments", "fraud", "stopped"))
                    .isEqualTo("denies everybody");
        });
    }

    @Test
    void isDownWhenADeploymentHoldsNoModel() {
        application().run(context -> {
            context.getBean(Deployment.class).close();
            Health health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(Started.value(health.getDetails(), "deployments", "fraud", "error"))
                    .asString()
                    .contains("closed");
        });
    }

    @Test
    void isDownWhenTheStoreCannotBeRead() {
        Started.in(directory).run(context -> {
            context.getBean(Mlops.class).metadata().close();
            Health health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsKey("error");
        });
    }

    @Test
    void isNotThereWithoutActuatorOrWhenSwitchedOff() {
        application()
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(INDICATOR));
        application()
                .withPropertyValues("management.health.mlops.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(INDICATOR));
    }

    @Test
    void oneOfTheApplicationWins() {
        HealthIndicator own = () -> Health.unknown().build();
        application()
                .withBean(INDICATOR, HealthIndicator.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(HealthIndicator.class)).isSameAs(own));
    }
}
