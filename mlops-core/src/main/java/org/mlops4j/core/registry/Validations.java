// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.Map;
import java.util.Optional;
import org.mlops4j.governance.Validation;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** What gates said last of each version, as documents. */
final class Validations {

    private static final String KIND = "version-validation";

    private Validations() {}

    static Optional<Validation> find(MetadataReader reader, ModelVersion version) {
        return reader.find(KIND, version.id()).map(stored -> Validation.from(stored.body()));
    }

    static Validation put(MetadataWriter writer, ModelVersion version, Validation validation) {
        writer.put(KIND, version.id(), validation.toDocument(), Map.of());
        return validation;
    }
}
