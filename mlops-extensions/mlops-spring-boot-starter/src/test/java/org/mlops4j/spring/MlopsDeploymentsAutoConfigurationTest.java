// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionStreams;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;

class MlopsDeploymentsAutoConfigurationTest {

    private static final Map<String, Object> PAYMENT = Map.of("amount", 420.0, "hour", 3);

    @TempDir
    private Path directory;

    @BeforeEach
    void train() {
        FraudModel.register(directory);
    }

    private ApplicationContextRunner application(String... properties) {
        return Started.in(directory).withPropertyValues(properties);
    }

    @Test
    void aDeploymentOfThePropertiesIsABeanThatServes() {
        Deployment[] seen = new Deployment[1];
        application(
                        "mlops.deployments.fraud-check.champion=fraud@champion",
                        "mlops.deployments.fraud-check.log.sample=1")
                .run(context -> {
                    seen[0] = context.getBean("fraud-check", Deployment.class);
                    assertThat(seen[0].predict("payment-1", PAYMENT).version().id())
                            .isEqualTo("fraud/1");
                });
        assertThatThrownBy(seen[0]::champion).isInstanceOf(IllegalStateException.class);
        try (Mlops mlops = Mlops.open(directory)) {
            String stream = PredictionStreams.predictions("fraud-check", seen[0].features());
            assertThat(mlops.events().position(stream)).isEqualTo(1);
        }
    }

    @Test
    void severalMayBeDeclaredAndNoneNeedsTo() {
        application().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Deployment.class));
        application("mlops.deployments.a.champion=fraud/1", "mlops.deployments.b.champion=fraud@champion")
                .run(context ->
                        assertThat(context.getBeansOfType(Deployment.class)).containsOnlyKeys("a", "b"));
    }

    @Test
    void withoutAChampionItServesWhatIsStored() {
        application("mlops.deployments.fraud.champion=fraud@champion").run(context -> {
            assertThat(context).hasNotFailed();
            Mlops mlops = context.getBean(Mlops.class);
            mlops.registry().alias("fraud", "next").moveTo(FraudModel.register(mlops), "a trial");
            context.getBean(Deployment.class).change(routing -> routing.champion("fraud@next"), "an operator");
        });
        application("mlops.deployments.fraud.log.sample=0")
                .run(context -> assertThat(
                                context.getBean(Deployment.class).champion().id())
                        .isEqualTo("fraud/2"));
    }

    @Test
    void aBeanOfThatNameWins() {
        application("mlops.deployments.fraud.champion=fraud@nowhere")
                .withUserConfiguration(OwnDeployment.class)
                .run(context -> assertThat(
                                context.getBean("fraud", Deployment.class).name())
                        .isEqualTo("own"));
    }

    static final class OwnDeployment {
        @Bean
        Deployment fraud(Mlops mlops) {
            return mlops.serving().deploy(DeploymentSpec.named("own").champion("fraud@champion"));
        }
    }

    @Test
    void anotherBeanOfThatNameIsRefused() {
        application("mlops.deployments.fraud.champion=fraud@champion")
                .withBean("fraud", String.class, () -> "not a deployment")
                .run(context -> assertThat(
                                Started.analysed(context.getStartupFailure()).getAction())
                        .isEqualTo("Rename the bean or mlops.deployments.fraud."));
    }

    @Test
    void whoAsksForADeploymentThatNobodyDeclaredIsToldHowTo() {
        application().withUserConfiguration(Asking.class).run(context -> {
            FailureAnalysis analysis = Started.analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("asks for a deployment");
            assertThat(analysis.getAction()).startsWith("Set mlops.deployments.<name>.champion");
        });
    }

    static final class Asking {
        @Bean
        String asking(Deployment fraud) {
            return fraud.name();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            champion=fraud@nowhere    | nowhere                | fraud.champion
            champion=nothing@champion | nothing                | fraud.champion
            champion=fraud/7          | fraud/7                | fraud.champion
            shadow=fraud@champion     | there is no champion   | fraud.champion too
            log.sample=1.5            | 1.5, which is no share | fraud.log.sample from 0
            """)
    void whatCannotServeSaysWhichPropertyToSet(String property, String description, String action) {
        application("mlops.deployments.fraud." + property).run(context -> {
            FailureAnalysis analysis = Started.analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("fraud").contains(description);
            assertThat(analysis.getAction()).contains("mlops.deployments." + action);
        });
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        application("mlops.deployments[a/b].champion=fraud@champion")
                .run(context -> assertThat(
                                Started.analysed(context.getStartupFailure()).getAction())
                        .isEqualTo("Rename mlops.deployments.a/b."));
    }
}
