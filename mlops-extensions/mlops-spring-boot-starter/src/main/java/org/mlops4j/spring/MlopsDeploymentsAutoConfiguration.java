// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.mlops4j.Mlops;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A bean for each deployment of the properties. */
@AutoConfiguration(after = {MlopsAutoConfiguration.class, MlopsFeaturesAutoConfiguration.class})
@ConditionalOnBean(Mlops.class)
@EnableConfigurationProperties(MlopsProperties.class)
@Import(DeploymentRegistrar.class)
final class MlopsDeploymentsAutoConfiguration {

    @Bean
    DeclaredDeployments declaredDeployments(
            Mlops mlops, MlopsProperties properties, ObjectProvider<FeatureReaders> features) {
        return new DeclaredDeployments(mlops, properties.deployments(), features.getIfAvailable());
    }
}
