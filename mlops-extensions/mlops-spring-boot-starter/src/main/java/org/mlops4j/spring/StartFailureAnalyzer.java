// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Deployment;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Has Spring Boot print what to do rather than a stack trace. Goes before what it says of any missing bean. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartException start) {
                return new FailureAnalysis(String.valueOf(start.getMessage()), start.action(), start);
            }
            if (cause instanceof NoSuchBeanDefinitionException missing && isOfDeployment(missing)) {
                return new FailureAnalysis(
                        "The application asks for a deployment that there is not: " + failure.getMessage(),
                        "Set mlops.deployments.<name>.champion to the version to serve, such as 'model@champion';"
                                + " the name is that of the bean. Or define a bean of type Deployment.",
                        missing);
            }
        }
        return null;
    }

    private static boolean isOfDeployment(NoSuchBeanDefinitionException missing) {
        return missing.getBeanType() == Deployment.class && !(missing instanceof NoUniqueBeanDefinitionException);
    }
}
