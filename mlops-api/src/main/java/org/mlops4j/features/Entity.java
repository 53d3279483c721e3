// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * What features are about: an airport, a route, a customer. Two rows are about the same thing if all keys are equal,
 * each by itself; keys are never glued together, so (1, 23) is not (12, 3).
 *
 * @param name what the thing is called
 * @param keys the columns that together say which one; at least one
 */
public record Entity(String name, List<String> keys) {

    /** Checks names and keys. */
    public Entity {
        Name.require("entity", name);
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new InvalidException("entity '" + name + "' needs at least one key");
        }
        if (keys.stream().distinct().count() < keys.size()) {
            throw new InvalidException("entity '" + name + "' names a key twice: " + keys);
        }
        keys.forEach(key -> Name.requireKey("key", key));
    }

    /** {@return the entity whose {@link #toDocument()} this is} */
    public static Entity from(Document document) {
        return new Entity(document.get("name").text(), document.get("keys").texts());
    }

    /** {@return the form in which entities are stored} */
    public Document toDocument() {
        return Document.object().with("name", name).with("keys", Document.texts(keys));
    }
}
