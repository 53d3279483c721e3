// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.governance.Stage;
import org.mlops4j.registry.Composition;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a composition is made of. */
final class Members {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private Members() {}

    /**
     * {@return the members of a composition that are versions of this store, with the same contents; none of a version
     * that is not composed}
     *
     * @throws org.mlops4j.error.InvalidException if it does not say what it is made of
     */
    static List<ModelVersion> of(MetadataReader reader, ModelVersion version) {
        if (!version.manifest().format().equals(Composition.FORMAT)) {
            return List.of();
        }
        return version.manifest().properties().get(Composition.FORMAT).get("members").list().stream()
                .flatMap(member -> find(reader, member).stream())
                .toList();
    }

    /** {@return the compositions that hold a version, as a member or as a member of one} */
    static List<ModelVersion> holders(MetadataReader reader, ModelVersion version) {
        List<ModelVersion> holders = new ArrayList<>();
        Pages.forEach(reader, MetadataQuery.of(Versions.KIND).whereEqual("format", Composition.FORMAT), stored -> {
            ModelVersion composition = ModelVersion.from(stored.body());
            if (holds(reader, composition, version)) {
                holders.add(composition);
            }
        });
        return holders;
    }

    private static boolean holds(MetadataReader reader, ModelVersion composition, ModelVersion version) {
        return readable(reader, composition).stream()
                .anyMatch(member -> member.id().equals(version.id()) || holds(reader, member, version));
    }

    /** {@return whether a version was recalled, or is made of one that was} */
    static boolean isRecalled(MetadataReader reader, ModelVersion version) {
        return Withdrawals.find(reader, version)
                        .filter(withdrawal -> withdrawal.stage() == Stage.RECALLED)
                        .isPresent()
                || readable(reader, version).stream().anyMatch(member -> isRecalled(reader, member));
    }

    /** {@return the members; none of one that does not say what it is made of, which nobody can load} */
    private static List<ModelVersion> readable(MetadataReader reader, ModelVersion version) {
        try {
            return of(reader, version);
        } catch (InvalidException | NotFoundException forged) {
            LOG.debug("{} does not say what it is made of", version, forged);
            return List.of();
        }
    }

    private static Optional<ModelVersion> find(MetadataReader reader, Document member) {
        Matcher numbered = Reference.NUMBERED.matcher(member.get("version").text());
        if (!numbered.matches()) {
            return Optional.empty();
        }
        ModelManifest manifest = ModelManifest.from(member.get("manifest"));
        return Versions.find(reader, numbered.group(1), Integer.parseInt(numbered.group(2)))
                .filter(stored -> stored.manifest().equals(manifest));
    }
}
