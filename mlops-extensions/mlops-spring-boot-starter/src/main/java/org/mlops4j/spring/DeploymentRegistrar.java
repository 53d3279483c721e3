// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Deployment;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Defines a bean for each deployment of the properties, but not for those that the application defines itself. */
final class DeploymentRegistrar implements ImportBeanDefinitionRegistrar {

    private static final Bindable<Map<String, DeploymentProperties>> DECLARED =
            Bindable.mapOf(String.class, DeploymentProperties.class);

    private final BeanFactory beans;
    private final Environment environment;

    DeploymentRegistrar(BeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(@Nullable AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, DeploymentProperties> declared =
                Binder.get(environment).bind("mlops.deployments", DECLARED).orElse(Map.of());
        for (String name : new TreeSet<>(declared.keySet())) {
            if (!registry.containsBeanDefinition(name)) {
                registry.registerBeanDefinition(name, definition(name));
            } else if (!beans.isTypeMatch(name, Deployment.class)) {
                throw new StartException(
                        "The deployment '" + name + "' cannot become a bean: there is another bean of that name.",
                        "Rename the bean or mlops.deployments." + name + ".");
            }
        }
    }

    private BeanDefinition definition(String name) {
        return BeanDefinitionBuilder.rootBeanDefinition(
                        Deployment.class,
                        () -> beans.getBean(DeclaredDeployments.class).deploy(name))
                .setDestroyMethodName("close")
                .getBeanDefinition();
    }
}
