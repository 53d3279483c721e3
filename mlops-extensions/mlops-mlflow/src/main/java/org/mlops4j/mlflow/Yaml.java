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
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
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
            requireShallowMapping(what, new Parse(settings).parseString(yaml));
            loaded = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new InvalidException(what + " is not YAML as MLflow writes it: " + firstLine(e), e);
        }
        if (!(loaded instanceof Map<?, ?>)) {
            throw new InvalidException(what + " is not a YAML mapping");
        }
        return new Expansion(what, yaml.length()).document(loaded, DEPTH).fields();
    }

    /** The parser takes nesting one event after another, but what makes objects of it takes a frame a level. */
    private static void requireShallowMapping(String what, Iterable<Event> events) {
        int depth = 0;
        boolean mapping = false;
        for (Event event : events) {
            mapping |= depth == 0 && event instanceof MappingStartEvent;
            if (event instanceof CollectionStartEvent && ++depth > DEPTH) {
                throw tooDeep(what);
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        if (!mapping) {
            throw new InvalidException(what + " is not a YAML mapping");
        }
    }

    private static InvalidException tooDeep(String what) {
        return new InvalidException(what + " is nested deeper than " + DEPTH + " levels");
    }

    /** {@return the text of a field; none if it is missing, null or no scalar} */
    static @Nullable String text(Map<String, Document> fields, String name) {
        Document value = fields.get(name);
        return value instanceof Document.Text text && !text.text().equals("null") ? text.text() : null;
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }

    /** What was loaded, with all aliases written out: of which there may not be more than the text has characters. */
    private static final class Expansion {

        private final String what;
        private int left;

        Expansion(String what, int most) {
            this.what = what;
            this.left = most;
        }

        Document document(@Nullable Object value, int depth) {
            if (depth == 0) {
                throw tooDeep(what);
            } else if (left-- == 0) {
                throw new InvalidException(what + " has aliases that stand for more than the whole text");
            } else if (value == null) {
                return Document.nothing();
            } else if (value instanceof Map<?, ?> map) {
                SortedMap<String, Document> fields = new TreeMap<>();
                map.forEach((key, item) -> fields.put(name(key), document(item, depth - 1)));
                return Document.object(fields);
            } else if (value instanceof List<?> list) {
                return Document.list(
                        list.stream().map(item -> document(item, depth - 1)).toList());
            }
            return Document.of(value.toString());
        }

        private String name(Object key) {
            if (key instanceof String name) {
                return name;
            }
            throw new InvalidException(what + " has a key that is no text");
        }
    }
}
