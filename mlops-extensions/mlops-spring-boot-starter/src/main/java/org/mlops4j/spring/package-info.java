// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A handle, deployments, health and an endpoint in a Spring Boot application, by the properties of
 * {@link org.mlops4j.spring.MlopsProperties}. What they cannot say, a {@link org.mlops4j.spring.MlopsCustomizer} does.
 */
@NullMarked
package org.mlops4j.spring;

import org.jspecify.annotations.NullMarked;
