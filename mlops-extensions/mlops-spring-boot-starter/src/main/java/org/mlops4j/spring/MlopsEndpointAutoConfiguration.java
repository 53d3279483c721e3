// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.mlops4j.Mlops;
import org.mlops4j.serving.Deployment;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code mlops}, where it is exposed. */
@AutoConfiguration(after = MlopsAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Mlops.class)
@ConditionalOnAvailableEndpoint(MlopsEndpoint.class)
final class MlopsEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MlopsEndpoint mlopsEndpoint(Mlops mlops, ObjectProvider<Deployment> deployments) {
        return new MlopsEndpoint(mlops, deployments);
    }
}
