// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;

/** Which deployments answer with a version. A store has a handful of deployments: they are all looked at. */
final class Served {

    private static final String DEPLOYMENT = "deployment";

    private Served() {}

    /** {@return whether a deployment names a version or one of its aliases as its champion} */
    static boolean anyBy(MetadataReader reader, ModelVersion version, Collection<String> aliases) {
        return !by(reader, version.id()).isEmpty()
                || aliases.stream().anyMatch(alias -> !by(reader, alias).isEmpty());
    }

    /** {@return the names of the deployments whose champion is a reference, such as {@code m@champion}} */
    static List<String> by(MetadataReader reader, String reference) {
        List<String> names = new ArrayList<>();
        Pages.forEach(reader, MetadataQuery.of(DEPLOYMENT), stored -> {
            if (stored.body().get("champion").text().equals(reference)) {
                names.add(stored.id());
            }
        });
        return names;
    }
}
