// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.spi.OnlineStore;

/**
 * How a feature store keeps states of entities.
 *
 * @param store where states are kept
 * @param entitiesInMemory how many of each definition are in memory, beside those that changed since they were stored
 * @param functions written in Java that definitions may call
 */
record OnlineSettings(OnlineStore store, long entitiesInMemory, JavaFunctions functions) {}
