// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;

/** What editors complete properties by. */
class ConfigurationMetadataTest {

    @TempDir
    private Path directory;

    @Test
    void everyPropertyIsDescribed() throws IOException {
        try (InputStream in =
                        MlopsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json");
                Mlops mlops = Mlops.open(directory)) {
            Document metadata = mlops.json().read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            SortedMap<String, String> described = new TreeMap<>();
            metadata.get("properties")
                    .list()
                    .forEach(property -> described.put(
                            property.get("name").text(),
                            Optional.of(property)
                                    .flatMap(p -> p.find("description"))
                                    .map(Document::text)
                                    .orElse("")));
            assertThat(described)
                    .containsOnlyKeys(
                            "management.endpoint.mlops.access",
                            "management.endpoint.mlops.cache.time-to-live",
                            "management.health.mlops.enabled",
                            "mlops.actor",
                            "mlops.deployments",
                            "mlops.directory",
                            "mlops.enabled",
                            "mlops.postgresql.data-source",
                            "mlops.postgresql.schema",
                            "mlops.storage");
            assertThat(described.values()).allSatisfy(text -> assertThat(text).endsWith("."));
        }
    }
}
