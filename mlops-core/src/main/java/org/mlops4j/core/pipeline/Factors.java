// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.core.environment.ClassPathEntries;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Changes;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.tracking.Environment;

/** What is known to be another than it was when a stage was done first. */
final class Factors {

    private static final String ENTRIES = "class_path_entries";

    private Factors() {}

    static Changes<Document> changes(MetadataStore metadata, Repeated again) {
        StageOrigins before = again.before().origins();
        StageOrigins after = again.notes().origins();
        return metadata.read(reader -> {
            Optional<Document> environment = before.findEnvironment().flatMap(d -> ProcessEnvironment.find(reader, d));
            SortedMap<String, Document> was = new TreeMap<>();
            SortedMap<String, Document> is = new TreeMap<>();
            if (environment.isPresent()) {
                was.putAll(ofEnvironment(reader, environment.get()));
                is.putAll(ofEnvironment(reader, ProcessEnvironment.current()));
            }
            String prefix = again.stage().name() + ".";
            before.factors().forEach((factor, value) -> was.put(prefix + factor, value));
            after.factors().forEach((factor, value) -> is.put(prefix + factor, value));
            return Changes.between(was, is);
        });
    }

    /** In place of the digest of the list of the archives on the class path, each archive by its name. */
    private static SortedMap<String, Document> ofEnvironment(MetadataReader reader, Document environment) {
        SortedMap<String, Document> factors = new TreeMap<>(new Environment(environment).factors());
        Document list = factors.get(ENTRIES);
        List<Document> entries = list == null ? List.of() : ClassPathEntries.find(reader, list.text());
        if (!entries.isEmpty()) {
            factors.remove(ENTRIES);
            entries.forEach(
                    entry -> factors.put("class_path." + entry.get("name").text(), entry.get("digest")));
        }
        return factors;
    }
}
