// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.mlops4j.Mlops;
import org.mlops4j.features.store.FeatureStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The feature store on the handle, where mlops-features is on the class path. */
@AutoConfiguration(after = MlopsAutoConfiguration.class)
@ConditionalOnClass(FeatureStore.class)
@ConditionalOnBean(Mlops.class)
final class MlopsFeaturesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FeatureStore featureStore(Mlops mlops) {
        return FeatureStore.on(mlops);
    }

    @Bean
    FeatureReaders featureReaders(FeatureStore features) {
        return service -> features.reader(features.service(service));
    }
}
