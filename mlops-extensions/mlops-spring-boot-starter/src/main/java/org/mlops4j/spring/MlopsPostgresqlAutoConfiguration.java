// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.MlopsException;
import org.mlops4j.postgresql.PostgresStores;
import org.mlops4j.spring.MlopsProperties.Postgresql;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Takes the stores of PostgreSQL where {@code mlops.storage} says so. */
@AutoConfiguration(before = MlopsAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "mlops.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "mlops.storage", havingValue = "postgresql")
final class MlopsPostgresqlAutoConfiguration {

    private static final String DATA_SOURCE = "mlops.postgresql.data-source";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PostgresStores.class)
    static final class Present {

        @Bean
        @ConditionalOnMissingBean
        PostgresStores postgresStores(MlopsProperties properties, BeanFactory beans) {
            Postgresql where = properties.postgresql();
            DataSource source = dataSource(where.dataSource(), beans);
            try {
                return PostgresStores.builder()
                        .dataSource(source)
                        .schema(where.schema())
                        .open();
            } catch (MlopsException e) {
                throw new StartException(
                        "The stores of mlops4j in PostgreSQL cannot be opened: " + e.getMessage(),
                        "Mend what the message names; the schema is mlops.postgresql.schema, and another database is"
                                + " chosen by " + DATA_SOURCE + ", the name of a DataSource bean.",
                        e);
            }
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        MlopsCustomizer storesInPostgresql(PostgresStores stores) {
            return builder -> builder.metadata(stores.metadata())
                    .series(stores.series())
                    .events(stores.events())
                    .online(stores.online());
        }

        private static DataSource dataSource(@Nullable String name, BeanFactory beans) {
            try {
                return name == null ? beans.getBean(DataSource.class) : beans.getBean(name, DataSource.class);
            } catch (NoSuchBeanDefinitionException e) {
                throw new StartException(
                        "mlops.storage is postgresql, but there is no DataSource to reach it by: " + e.getMessage(),
                        "Configure one (spring.datasource.url, with spring-boot-starter-jdbc), name one of several by "
                                + DATA_SOURCE + ", or set mlops.storage=directory.",
                        e);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.mlops4j.postgresql.PostgresStores")
    static final class Absent {

        @Bean
        MlopsCustomizer storesInPostgresql() {
            return builder -> {
                throw new StartException(
                        "mlops.storage is postgresql, but mlops-postgresql is not on the class path.",
                        "Add the dependency org.mlops4j:mlops-postgresql, or set mlops.storage=directory.");
            };
        }
    }
}
