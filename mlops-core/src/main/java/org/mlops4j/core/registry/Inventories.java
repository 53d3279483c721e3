// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.Map;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.governance.Inventory;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** What is kept of each model, as documents. */
final class Inventories {

    private static final String KIND = "model-inventory";

    private Inventories() {}

    static Inventory of(MetadataReader reader, String model) {
        return reader.find(KIND, model)
                .map(stored -> Inventory.from(stored.body()))
                .orElse(Inventory.EMPTY);
    }

    static Inventory put(MetadataWriter writer, String model, Inventory inventory) {
        if (!Versions.isModel(writer, model)) {
            throw new NotFoundException("there is no model '" + model + "' to keep an inventory of");
        }
        writer.put(KIND, model, inventory.toDocument(), Map.of());
        return inventory;
    }
}
