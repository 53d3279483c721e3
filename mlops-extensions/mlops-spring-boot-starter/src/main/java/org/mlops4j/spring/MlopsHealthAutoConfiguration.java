// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.mlops4j.Mlops;
import org.mlops4j.serving.Deployment;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The store and the deployments as a part of the application's health. */
@AutoConfiguration(after = MlopsAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Mlops.class)
@ConditionalOnEnabledHealthIndicator("mlops")
final class MlopsHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "mlopsHealthIndicator")
    HealthIndicator mlopsHealthIndicator(Mlops mlops, ObjectProvider<Deployment> deployments) {
        return new MlopsHealthIndicator(mlops, deployments);
    }
}
