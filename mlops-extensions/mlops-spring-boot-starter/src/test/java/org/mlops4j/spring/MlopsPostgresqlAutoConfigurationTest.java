// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.postgresql.PostgresStores;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MlopsPostgresqlAutoConfigurationTest {

    private static EmbeddedPostgres server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private ApplicationContextRunner application() {
        return Started.in(directory).withPropertyValues("mlops.storage=postgresql");
    }

    @Test
    void storesAreReachedByTheDataSourceAndModelsAreInTheDirectory() {
        application()
                .withBean(DataSource.class, server::getPostgresDatabase)
                .withPropertyValues("mlops.postgresql.schema=ml")
                .run(context -> {
                    Mlops mlops = context.getBean(Mlops.class);
                    PostgresStores stores = context.getBean(PostgresStores.class);
                    assertThat(mlops.metadata()).isSameAs(stores.metadata());
                    assertThat(mlops.series()).isSameAs(stores.series());
                    assertThat(mlops.events()).isSameAs(stores.events());
                    assertThat(mlops.online()).isSameAs(stores.online());
                    assertThat(FraudModel.register(mlops).id()).isEqualTo("fraud/1");
                });
        application()
                .withBean(DataSource.class, server::getPostgresDatabase)
                .withPropertyValues("mlops.postgresql.schema=ml")
                .run(context -> assertThat(
                                context.getBean(Mlops.class).registry().models())
                        .containsExactly("fraud"));
    }

    @Test
    void oneOfSeveralDataSourcesIsNamed() {
        ApplicationContextRunner two = application()
                .withBean("orders", DataSource.class, server::getPostgresDatabase)
                .withBean("models", DataSource.class, server::getPostgresDatabase);
        two.withPropertyValues("mlops.postgresql.data-source=models")
                .run(context -> assertThat(context).hasSingleBean(PostgresStores.class));
        two.run(context -> {
            FailureAnalysis analysis = Started.analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("orders").contains("models");
            assertThat(analysis.getAction()).contains("mlops.postgresql.data-source");
        });
    }

    @Test
    void withoutADataSourceTheStartFails() {
        application()
                .run(context -> assertThat(
                                Started.analysed(context.getStartupFailure()).getAction())
                        .contains("spring.datasource.url")
                        .contains("mlops.storage=directory"));
    }

    @Test
    void withoutTheModuleTheStartFails() {
        application()
                .withClassLoader(new FilteredClassLoader(PostgresStores.class))
                .run(context -> assertThat(
                                Started.analysed(context.getStartupFailure()).getAction())
                        .contains("org.mlops4j:mlops-postgresql"));
    }

    @Test
    void storesOfTheApplicationWin() {
        PostgresStores own = PostgresStores.builder()
                .dataSource(server.getPostgresDatabase())
                .schema("own")
                .open();
        application()
                .withBean(PostgresStores.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(Mlops.class).metadata()).isSameAs(own.metadata()));
    }

    @Test
    void aDataSourceDoesNothingUnlessStorageSaysSo() {
        Started.in(directory)
                .withBean(DataSource.class, server::getPostgresDatabase)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PostgresStores.class));
        Started.in(directory)
                .withClassLoader(new FilteredClassLoader(PostgresStores.class))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Mlops.class));
    }
}
