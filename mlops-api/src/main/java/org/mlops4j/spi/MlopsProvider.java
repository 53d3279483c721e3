// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import org.mlops4j.Mlops;

/** What mlops-core gives to {@link Mlops#builder()}, found by {@link java.util.ServiceLoader}. */
public interface MlopsProvider {

    /** {@return a fresh builder with the embedded defaults} */
    Mlops.Builder builder();
}
