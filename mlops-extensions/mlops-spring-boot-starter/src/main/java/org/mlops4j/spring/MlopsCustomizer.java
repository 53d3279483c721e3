// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.mlops4j.Mlops;

/**
 * Changes how the handle of the application is opened. Beans of this type are asked in their order, after the
 * properties and the beans that are stores, so they have the last word.
 */
@FunctionalInterface
public interface MlopsCustomizer {

    /** Changes what the handle is made of. */
    void customize(Mlops.Builder builder);
}
