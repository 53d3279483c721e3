// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;

/**
 * Who uses a version: aliases that point at it, deployments that answer with it. A store has a handful of deployments:
 * they are all looked at.
 */
final class Served {

    private static final String DEPLOYMENT = "deployment";

    private Served() {}

    /**
     * Rejects a version that an alias points at or a deployment names.
     *
     * @param before what is about to happen, for the message
     */
    static void requireUnused(MetadataReader reader, ModelVersion version, String before) {
        List<String> users = new ArrayList<>(Moves.targetsAt(reader, version));
        by(reader, Set.of(version.id())).forEach(deployment -> users.add("deployment " + deployment));
        if (!users.isEmpty()) {
            throw new RejectedException(version + " is in use by " + String.join(", ", users)
                    + "; point them at another version, or remove them, before " + before);
        }
    }

    /** {@return all references that deployments answer with} */
    static Set<String> references(MetadataReader reader) {
        Set<String> references = new HashSet<>();
        Pages.forEach(
                reader,
                MetadataQuery.of(DEPLOYMENT),
                stored -> references.addAll(Routing.from(stored.body()).answering()));
        return references;
    }

    /** {@return the names of the deployments that answer with one of some references, such as {@code m@champion}} */
    static List<String> by(MetadataReader reader, Set<String> references) {
        List<String> names = new ArrayList<>();
        Pages.forEach(reader, MetadataQuery.of(DEPLOYMENT), stored -> {
            if (Routing.from(stored.body()).answering().stream().anyMatch(references::contains)) {
                names.add(stored.id());
            }
        });
        return names;
    }
}
