// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import org.mlops4j.features.VectorReader;

/** Where deployments get the features of a service from. */
@FunctionalInterface
interface FeatureReaders {

    /**
     * {@return a reader of the service of that name that is in force}
     *
     * @throws org.mlops4j.error.NotFoundException if there is none
     */
    VectorReader reader(String service);
}
