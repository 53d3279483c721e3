// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Signature;

/**
 * The signature of an {@code MLmodel}, whose inputs and outputs are JSON within the YAML. A column is one input; as
 * outputs a tensor of floats of one or two dimensions will do as well. Other signatures have no form here.
 */
final class Signatures {

    private final DocumentText json;

    Signatures(DocumentText json) {
        this.json = json;
    }

    /**
     * {@return the signature}
     *
     * @throws InvalidException if it has no form here; the message says why
     */
    Signature convert(Map<String, Document> signature) {
        String inputs = Yaml.text(signature, "inputs");
        String outputs = Yaml.text(signature, "outputs");
        if (inputs == null || outputs == null) {
            throw new InvalidException("it has no " + (inputs == null ? "inputs" : "outputs"));
        }
        return new Signature(
                inputs(json.read(inputs).list()), outputs(json.read(outputs).list()));
    }

    /** {@return a signature in the form of MLflow: inputs and outputs as JSON within the document} */
    Document.Fields write(Signature signature) {
        return Document.object()
                .with("inputs", json.write(columns(signature.inputs())))
                .with("outputs", json.write(columns(signature.outputs())))
                .with("params", Document.nothing());
    }

    private static Document columns(Schema schema) {
        return Document.list(schema.fields().stream().map(Signatures::column).toList());
    }

    private static Document column(Field field) {
        Document.Fields column = Document.object().with("name", field.name()).with("required", !field.nullable());
        return field.type() instanceof DataType.Vector
                ? column.with("type", "array").with("items", Document.object().with("type", "double"))
                : column.with("type", typeInMlflow(field.type()));
    }

    private static String typeInMlflow(DataType type) {
        if (type.equals(DataType.BOOLEAN)) {
            return "boolean";
        } else if (type.equals(DataType.INT64)) {
            return "long";
        } else if (type.equals(DataType.FLOAT32)) {
            return "float";
        } else if (type.equals(DataType.FLOAT64)) {
            return "double";
        }
        return type.equals(DataType.TIMESTAMP) ? "datetime" : "string";
    }

    private static Schema inputs(List<Document> columns) {
        List<Field> fields = new ArrayList<>();
        for (Document column : columns) {
            String name = find(column, "name");
            if (name == null) {
                throw new InvalidException("input " + fields.size() + " has no name");
            }
            DataType type = type(column, name);
            boolean required = column.find("required").map(Document::bool).orElse(true)
                    && !column.find("optional").map(Document::bool).orElse(false);
            fields.add(new Field(name, type, !required));
        }
        return Schema.of(fields);
    }

    private static Schema outputs(List<Document> columns) {
        if (columns.size() == 1 && "tensor".equals(find(columns.get(0), "type"))) {
            return tensor(columns.get(0).get("tensor-spec"));
        }
        List<Field> fields = new ArrayList<>();
        for (Document column : columns) {
            String unnamed = columns.size() == 1 ? "prediction" : "prediction_" + fields.size();
            String name = Optional.ofNullable(find(column, "name")).orElse(unnamed);
            fields.add(Field.of(name, type(column, name)));
        }
        return Schema.of(fields);
    }

    private static Schema tensor(Document spec) {
        DataType type = type(spec.get("dtype").text(), "the tensor");
        List<Document> shape = spec.get("shape").list();
        if (shape.size() == 1) {
            return Schema.of(Field.of("prediction", type));
        }
        long width = shape.size() == 2 ? shape.get(1).whole() : -1;
        if (width < 1 || width > 10_000) {
            throw new InvalidException("its output is a tensor of " + shape.size() + " dimensions");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            fields.add(Field.of("prediction_" + i, type));
        }
        return Schema.of(fields);
    }

    private static DataType type(Document column, String name) {
        String type = find(column, "type");
        if (type == null) {
            throw new InvalidException("'" + name + "' has no type");
        }
        return type(type, "'" + name + "'");
    }

    private static DataType type(String type, String what) {
        return switch (type) {
            case "boolean" -> DataType.BOOLEAN;
            case "integer", "long", "int32", "int64" -> DataType.INT64;
            case "float", "float32" -> DataType.FLOAT32;
            case "double", "float64" -> DataType.FLOAT64;
            case "string" -> DataType.STRING;
            case "datetime" -> DataType.TIMESTAMP;
            default -> throw new InvalidException(what + " is of type '" + type + "', which has no form here");
        };
    }

    private static @Nullable String find(Document column, String field) {
        return column.find(field)
                .filter(Document.Text.class::isInstance)
                .map(Document::text)
                .orElse(null);
    }
}
