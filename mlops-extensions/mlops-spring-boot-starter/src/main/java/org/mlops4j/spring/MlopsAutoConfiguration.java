// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.AccessPolicy;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.Telemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Opens the handle of the application, unless it has one of its own. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "mlops.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MlopsProperties.class)
final class MlopsAutoConfiguration {

    /** Behind the storage of the properties, before what users add without an order. */
    private static final int BEANS = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    @ConditionalOnMissingBean
    Mlops mlops(MlopsProperties properties, Environment environment, ObjectProvider<MlopsCustomizer> customizers) {
        Mlops.Builder builder = Mlops.builder();
        if (properties.directory() != null) {
            builder.directory(properties.directory());
        }
        Actor actor = actor(properties.actor(), environment.getProperty("spring.application.name"));
        if (actor != null) {
            builder.actor(actor);
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return open(builder, properties);
    }

    @Bean
    @Order(BEANS)
    MlopsCustomizer beansOfTheHandle(
            ObjectProvider<MetadataStore> metadata,
            ObjectProvider<SeriesStore> series,
            ObjectProvider<BlobStore> blobs,
            ObjectProvider<EventLog> events,
            ObjectProvider<OnlineStore> online,
            ObjectProvider<AccessPolicy> access,
            ObjectProvider<ModelFormat> formats,
            ObjectProvider<Telemetry> telemetry,
            ObjectProvider<InstantSource> clock) {
        return builder -> {
            metadata.ifUnique(builder::metadata);
            series.ifUnique(builder::series);
            blobs.ifUnique(builder::blobs);
            events.ifUnique(builder::events);
            online.ifUnique(builder::online);
            access.ifUnique(builder::access);
            formats.orderedStream().forEach(builder::format);
            telemetry.orderedStream().forEach(builder::telemetry);
            clock.ifUnique(builder::clock);
        };
    }

    private static @Nullable Actor actor(@Nullable String configured, @Nullable String application) {
        try {
            if (configured != null) {
                return Actor.of(configured);
            }
            return application == null || application.isBlank() ? null : Actor.of("service:" + application);
        } catch (InvalidException e) {
            throw new StartException(
                    "The application cannot act in its name: " + e.getMessage(),
                    "Set mlops.actor to the name that the audit log shall show, such as 'service:checkout'.",
                    e);
        }
    }

    private static Mlops open(Mlops.Builder builder, MlopsProperties properties) {
        try {
            return builder.open();
        } catch (IllegalStateException e) {
            throw new StartException(
                    "It is not said where the stores of mlops4j are: " + e.getMessage(),
                    "Set mlops.directory to a directory on a local disk, such as /var/lib/mlops."
                            + " It is made if it is not there.",
                    e);
        } catch (MlopsException e) {
            throw new StartException(
                    "The stores of mlops4j cannot be opened: " + e.getMessage(),
                    "Mend what the message names. The directory is the property mlops.directory, now "
                            + properties.directory() + ".",
                    e);
        }
    }
}
