// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.serving.Deployment;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;

class MlopsFeaturesAutoConfigurationTest {

    private static final String DEPLOYED = "mlops.deployments.cards.champion=cards@champion";
    private static final String READING = "mlops.deployments.cards.features=cards";

    @TempDir
    private Path directory;

    @Test
    void aDeploymentReadsTheFeaturesOfAService() {
        FeatureView cards = FeatureView.named("cards")
                .entity("card", DataType.STRING)
                .from(Schema.of(Field.of("card", DataType.STRING), Field.of("time", DataType.TIMESTAMP)))
                .eventTime("time")
                .feature("payments_1h", count().over(hours(1)))
                .build();
        FeatureService service = FeatureService.of("cards", cards);
        byte[] model =
                "{\"intercept\": 7, \"coefficients\": [1], \"link\": \"identity\"}".getBytes(StandardCharsets.UTF_8);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(service);
            ModelPackage contents =
                    ModelPackage.of("linear").withFile("model", model).features(service.digest());
            mlops.registry()
                    .alias("cards", "champion")
                    .moveTo(mlops.registry().register("cards", contents), "first model");
        }
        Started.in(directory)
                .withPropertyValues(DEPLOYED, READING)
                .run(context -> assertThat(context.getBean(Deployment.class)
                                .predict("r1", Map.of("card", "4711"))
                                .value())
                        .isEqualTo(7));
    }

    @Test
    void aStoreOfTheApplicationWins() {
        Mlops mlops = Mlops.open(directory);
        FeatureStore own = FeatureStore.on(mlops);
        Started.bare()
                .withBean(Mlops.class, () -> mlops)
                .withBean(FeatureStore.class, () -> own)
                .run(context -> assertThat(context.getBean(FeatureStore.class)).isSameAs(own));
    }

    @Test
    void withoutTheModuleThereIsNoStoreAndADeploymentThatNeedsItSaysSo() {
        FilteredClassLoader without = new FilteredClassLoader(FeatureStore.class);
        Started.in(directory)
                .withClassLoader(without)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(FeatureReaders.class));
        Started.in(directory)
                .withClassLoader(without)
                .withPropertyValues(DEPLOYED, READING)
                .run(context -> assertThat(
                                Started.analysed(context.getStartupFailure()).getAction())
                        .contains("org.mlops4j:mlops-features"));
    }

    @Test
    void aServiceThatIsNotInForceIsNamed() {
        Started.in(directory).withPropertyValues(DEPLOYED, READING).run(context -> {
            FailureAnalysis analysis = Started.analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("cards");
            assertThat(analysis.getAction()).contains("mlops.deployments.cards.features");
        });
    }
}
