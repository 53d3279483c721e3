// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.identity.Actor;

/**
 * A version that was registered elsewhere, as {@link ModelRegistry#restore} takes it.
 *
 * @param model by the rule of {@link Name#require}
 * @param origin what the version is called where it comes from, unique in the world, by the rule of
 *     {@link Name#requireKey}
 * @param manifest what it consists of
 * @param run the id that the run which made it has in the store into which it is restored, or {@code null}
 * @param author who registered it
 * @param created when
 * @param contents where the bytes of each file of the manifest come from, by its name
 */
public record PastVersion(
        String model,
        String origin,
        ModelManifest manifest,
        @Nullable String run,
        Actor author,
        Instant created,
        SortedMap<String, ModelPackage.Content> contents) {

    /** Checks the names. */
    public PastVersion {
        Name.require("model", model);
        Name.requireKey("origin", origin);
        requireNonNull(manifest, "manifest");
        requireNonNull(author, "author");
        requireNonNull(created, "created");
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /** {@return the id of the run that made it, if that is in the store} */
    public Optional<String> findRun() {
        return Optional.ofNullable(run);
    }
}
