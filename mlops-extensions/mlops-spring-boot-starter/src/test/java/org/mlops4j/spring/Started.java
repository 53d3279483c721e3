// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications of tests that have nothing but the starter. */
final class Started {

    private Started() {}

    /** {@return an application without a property} */
    static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MlopsAutoConfiguration.class,
                        MlopsMetricsAutoConfiguration.class,
                        MlopsPostgresqlAutoConfiguration.class,
                        MlopsFeaturesAutoConfiguration.class,
                        MlopsDeploymentsAutoConfiguration.class,
                        MlopsHealthAutoConfiguration.class,
                        MlopsEndpointAutoConfiguration.class));
    }

    /** {@return an application with its stores in a directory} */
    static ApplicationContextRunner in(Path directory) {
        return bare().withPropertyValues("mlops.directory=" + directory);
    }

    /** {@return what Spring Boot prints when an application cannot start} */
    static FailureAnalysis analysed(Throwable failure) {
        FailureAnalysis analysis = new StartFailureAnalyzer().analyze(failure);
        if (analysis == null) {
            throw new AssertionError("nothing is said about this failure", failure);
        }
        return analysis;
    }

    /** {@return one of the values of a detail of health} */
    static Object value(Map<String, Object> details, String first, String... further) {
        Object value = details.get(first);
        for (String key : further) {
            value = ((Map<?, ?>) value).get(key);
        }
        return value;
    }
}
