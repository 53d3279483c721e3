// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.Telemetry;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class MlopsAutoConfigurationTest {

    @TempDir
    private Path directory;

    @Test
    void theHandleIsOnTheDirectoryAndIsClosedWithTheApplication() {
        Mlops[] seen = new Mlops[1];
        Started.in(directory.resolve("mlops")).run(context -> {
            seen[0] = context.getBean(Mlops.class);
            assertThat(directory.resolve("mlops")).isNotEmptyDirectory();
            assertThat(seen[0].registry().models()).isEmpty();
        });
        assertThatThrownBy(() -> seen[0].registry()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutADirectoryTheStartFailsAndNamesTheProperty() {
        Started.bare().run(context -> {
            FailureAnalysis analysis = Started.analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("no directory was given");
            assertThat(analysis.getAction()).startsWith("Set mlops.directory to a directory on a local disk");
        });
    }

    @Test
    void aDirectoryThatCannotBeOneIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        Started.in(file).run(context -> {
            FailureAnalysis analysis = Started.analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains(file.toString());
            assertThat(analysis.getAction()).contains("mlops.directory").contains(file.toString());
        });
    }

    @Test
    void springBootFindsTheAnalyzer() {
        // Analyzers of Spring Boot that want a bean factory cannot be made here.
        FailureHandler ignored = FailureHandler.handleMessage((message, failure) -> {});
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, ignored))
                .hasAtLeastOneElementOfType(StartFailureAnalyzer.class);
        assertThat(new StartFailureAnalyzer().analyze(new IllegalStateException("something else")))
                .isNull();
    }

    @Test
    void aHandleOfTheApplicationWins() {
        try (Mlops own = Mlops.open(directory.resolve("own"))) {
            Started.in(directory.resolve("never"))
                    .withBean(Mlops.class, () -> own)
                    .run(context -> {
                        assertThat(context.getBean(Mlops.class)).isSameAs(own);
                        assertThat(directory.resolve("never")).doesNotExist();
                    });
        }
    }

    @Test
    void itCanBeSwitchedOff() {
        Started.in(directory.resolve("never"))
                .withPropertyValues("mlops.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(Mlops.class);
                    assertThat(context).doesNotHaveBean(DeclaredDeployments.class);
                    assertThat(context).doesNotHaveBean("mlopsHealthIndicator");
                    assertThat(context).doesNotHaveBean("featureStore");
                    assertThat(directory.resolve("never")).doesNotExist();
                });
    }

    @Test
    void theActorIsTheConfiguredOneOrTheApplication() {
        Started.in(directory)
                .withPropertyValues("mlops.actor=ana", "spring.application.name=checkout")
                .run(context -> assertThat(context.getBean(Mlops.class).actor()).isEqualTo(Actor.of("ana")));
        Started.in(directory)
                .withPropertyValues("spring.application.name=checkout")
                .run(context ->
                        assertThat(context.getBean(Mlops.class).actor()).isEqualTo(Actor.of("service:checkout")));
        Started.in(directory)
                .run(context ->
                        assertThat(context.getBean(Mlops.class).actor().name()).doesNotStartWith("service:"));
    }

    @Test
    void anApplicationWhoseNameIsNoneOfAnActorIsToldWhatToSet() {
        Started.in(directory)
                .withPropertyValues("spring.application.name=check\u00f6ut")
                .run(context -> assertThat(
                                Started.analysed(context.getStartupFailure()).getAction())
                        .startsWith("Set mlops.actor"));
    }

    @Test
    void beansThatAreStoresOrClocksAreTaken() {
        try (Mlops elsewhere = Mlops.open(directory.resolve("elsewhere"))) {
            Started.in(directory.resolve("here"))
                    .withBean(BlobStore.class, elsewhere::blobs)
                    .withBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                    .run(context -> {
                        Mlops mlops = context.getBean(Mlops.class);
                        assertThat(mlops.blobs()).isSameAs(elsewhere.blobs());
                        assertThat(mlops.clock().instant()).isEqualTo(Instant.EPOCH);
                    });
        }
    }

    @Test
    void telemetriesAreToldWhatHappens() {
        FraudModel.register(directory);
        List<String> loaded = new ArrayList<>();
        Telemetry telemetry = new Telemetry() {
            @Override
            public void modelLoaded(ModelLoad load) {
                loaded.add(load.deployment() + " " + load.version().id());
            }
        };
        Started.in(directory)
                .withBean(Telemetry.class, () -> telemetry)
                .withPropertyValues("mlops.deployments.check.champion=fraud@champion")
                .run(context -> assertThat(loaded).containsExactly("check fraud/1"));
    }

    @Test
    void customizersHaveTheLastWordInTheirOrder() {
        InstantSource wanted = InstantSource.fixed(Instant.EPOCH);
        Started.in(directory)
                .withBean(Clock.class, Clock::systemUTC)
                .withBean(MlopsCustomizer.class, () -> builder -> builder.clock(wanted))
                .run(context -> assertThat(context.getBean(Mlops.class).clock()).isSameAs(wanted));
    }

    @Test
    void noDirectoryIsNeededIfEveryStoreIsABean() {
        try (Mlops elsewhere = Mlops.open(directory.resolve("elsewhere"))) {
            Started.bare()
                    .withBean(
                            MlopsCustomizer.class,
                            () -> builder -> builder.metadata(elsewhere.metadata())
                                    .series(elsewhere.series())
                                    .blobs(elsewhere.blobs())
                                    .events(elsewhere.events())
                                    .online(elsewhere.online()))
                    .run(context -> assertThat(
                                    context.getBean(Mlops.class).metadata().read(MetadataReader::kinds))
                            .isEqualTo(List.copyOf(elsewhere.metadata().read(MetadataReader::kinds))));
        }
    }
}
