// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * YAML as MLflow writes it. Every scalar is read as the text that it is: an id such as {@code 1e10} must not become a
 * number. Tags of other types, such as Python objects, are errors, and so are aliases that expand to very much.
 */
final class Yaml {

    private static final int ALIASES = 50;
    private static final int CHARACTERS = 3_000_000;
    private static final int DEPTH = 64;

    private Yaml() {}

    /**
     * {@return the fields of a YAML mapping}
     *
     * @param what is read, for the message
     */
    static SortedMap<String, Document> fields(String what, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(what)
                .setSchema(new FailsafeSchema())
                .setMaxAliasesForCollections(ALIASES)
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(CHARACTERS)
                .build();
        Object loaded;
        try {
            loaded = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new InvalidException(what + " is not YAML as MLflow writes it: " + firstLine(e), e);
        }
        if (!(loaded instanceof Map<?, ?>)) {
            throw new InvalidException(what + " is not a YAML mapping");
        }
        return document(what, loaded, DEPTH).fields();
    }

    /** {@return the text of a field; none if it is missing, null or no scalar} */
    static @Nullable String text(Map<String, Document> fields, String name) {
        Document value = fields.get(name);
        return value instanceof Document.Text text && !text.text().equals("null") ? text.text() : null;
    }

    private static Document document(String what, @Nullable Object value, int depth) {
        if (depth == 0) {
            throw new InvalidException(what + " is nested deeper than " + DEPTH + " levels");
        } else if (value == null) {
            return Document.nothing();
        } else if (value instanceof Map<?, ?> map) {
            SortedMap<String, Document> fields = new TreeMap<>();
            map.forEach((key, item) -> fields.put(String.valueOf(key), document(what, item, depth - 1)));
            return Document.object(fields);
        } else if (value instanceof List<?> list) {
            return Document.list(
                    list.stream().map(item -> document(what, item, depth - 1)).toList());
        }
        return Document.of(value.toString());
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
