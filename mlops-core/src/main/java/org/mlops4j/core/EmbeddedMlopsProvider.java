// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import org.mlops4j.Mlops;
import org.mlops4j.spi.MlopsProvider;

/** Gives the embedded implementation to {@link Mlops#builder()}. */
public final class EmbeddedMlopsProvider implements MlopsProvider {

    /** For the service loader. */
    public EmbeddedMlopsProvider() {}

    @Override
    public Mlops.Builder builder() {
        return new EmbeddedBuilder();
    }
}
