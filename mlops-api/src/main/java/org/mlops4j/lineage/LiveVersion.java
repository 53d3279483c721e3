// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.lineage;

import java.util.List;

/**
 * A version that people or programs get when they ask for a name.
 *
 * @param model the model
 * @param number the version's number
 * @param aliases the aliases that point at it, by name
 * @param deployments the deployments that serve it, as champion or as shadow, through an alias or by its number; by
 *     name
 */
public record LiveVersion(String model, int number, List<String> aliases, List<String> deployments) {

    /** Copies the lists. */
    public LiveVersion {
        aliases = List.copyOf(aliases);
        deployments = List.copyOf(deployments);
    }

    /** {@return such as {@code late-flights/3}} */
    public String id() {
        return model + "/" + number;
    }
}
