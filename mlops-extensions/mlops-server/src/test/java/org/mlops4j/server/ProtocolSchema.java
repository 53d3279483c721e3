// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;

/** The published schemas of the Open Inference Protocol, as far as they use types, properties, lists and references. */
record ProtocolSchema(Document schemas) {

    private static final String REFERENCE = "#/components/schemas/";

    static ProtocolSchema read(DocumentText json) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ProtocolSchema.class.getResourceAsStream("open-inference-rest.json"))) {
            return new ProtocolSchema(
                    json.read(new String(in.readAllBytes(), UTF_8)).get("schemas"));
        }
    }

    /** {@return what of a document is not as a schema wants it} */
    List<String> violations(String schema, Document document) {
        List<String> found = new ArrayList<>();
        check(schemas.get(schema), document, schema, found);
        return found;
    }

    private void check(Document schema, Document value, String at, List<String> found) {
        if (schema.find("$ref").isPresent()) {
            String name = schema.get("$ref").text().substring(REFERENCE.length());
            check(schemas.get(name), value, at, found);
            return;
        }
        schema.find("anyOf").ifPresent(any -> {
            if (any.list().stream().noneMatch(one -> fits(one, value))) {
                found.add(at + " is " + value);
            }
        });
        schema.find("type")
                .map(Document::text)
                .filter(type -> !isOf(type, value))
                .ifPresent(type -> found.add(at + " is no " + type + ": " + value));
        if (value instanceof Document.Fields fields) {
            schema.find("required")
                    .ifPresent(names -> names.texts().stream()
                            .filter(name -> fields.find(name).isEmpty())
                            .forEach(name -> found.add(at + "." + name + " is missing")));
            schema.find("properties")
                    .ifPresent(properties -> properties
                            .fields()
                            .forEach((name, property) -> fields.find(name)
                                    .ifPresent(field -> check(property, field, at + "." + name, found))));
        } else if (value instanceof Document.Items items) {
            schema.find("items")
                    .ifPresent(item -> items.list().forEach(element -> check(item, element, at + "[]", found)));
        }
    }

    private boolean fits(Document schema, Document value) {
        List<String> found = new ArrayList<>();
        check(schema, value, "", found);
        return found.isEmpty();
    }

    private static boolean isOf(String type, Document value) {
        return switch (type) {
            case "object" -> value instanceof Document.Fields;
            case "array" -> value instanceof Document.Items;
            case "string" -> value instanceof Document.Text;
            case "boolean" -> value instanceof Document.Bool;
            case "integer" -> value instanceof Document.Whole;
            case "number" -> value instanceof Document.Whole || value instanceof Document.Real;
            default -> throw new AssertionError("the schema has the type " + type);
        };
    }
}
