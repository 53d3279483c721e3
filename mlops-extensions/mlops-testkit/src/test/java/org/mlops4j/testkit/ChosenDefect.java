// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a contract the defect that the launcher asked for by name. */
final class ChosenDefect implements ParameterResolver {

    static final String NAME = "org.mlops4j.testkit.defect";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Defect.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String name = context.getConfigurationParameter(NAME).orElseThrow();
        return BrokenStoresTest.defects()
                .filter(parameter.getParameter().getType()::isInstance)
                .filter(defect -> defect.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
