// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Tags;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * The tags of a model or a version as one document.
 *
 * @param target the model or the version
 * @param check refuses a target that is not there
 * @param afterwards what is to be done in the transaction that has changed them
 */
record StoredTags(
        String target,
        Consumer<MetadataReader> check,
        Consumer<MetadataWriter> afterwards,
        MetadataStore metadata,
        HashChain chain,
        Limits limits)
        implements Tags {

    private static final String KIND = "registry-tags";

    static void requireThere(boolean there, String model) {
        if (!there) {
            throw new NotFoundException("there is no model '" + model + "' to tag");
        }
    }

    @Override
    public SortedMap<String, String> all() {
        return metadata.read(reader -> {
            check.accept(reader);
            return of(reader, target);
        });
    }

    @Override
    public void set(String key, String value) {
        limits.requireKey("tag", key);
        limits.requireTag("tag '" + key + "' of " + target, requireNonNull(value, "value"));
        write("tag.set", tags -> tags.put(key, value));
    }

    @Override
    public void remove(String key) {
        write("tag.remove", tags -> {
            if (tags.remove(key) == null) {
                throw new NotFoundException(target + " has no tag '" + key + "'");
            }
        });
    }

    private void write(String action, Consumer<SortedMap<String, String>> change) {
        chain.transact(action, target, "", writer -> {
            check.accept(writer);
            SortedMap<String, String> tags = of(writer, target);
            change.accept(tags);
            writer.put(KIND, target, Document.textFields(tags), Map.of());
            afterwards.accept(writer);
            return target;
        });
    }

    static SortedMap<String, String> of(MetadataReader reader, String target) {
        return reader.find(KIND, target)
                .map(stored -> stored.body().textFields())
                .orElseGet(TreeMap::new);
    }
}
