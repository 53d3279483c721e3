// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/** What the stored forms of all transforms share. */
final class TransformForm {

    private TransformForm() {}

    static Document.Fields of(String kind, String input, String output) {
        return Document.object().with("kind", kind).with("input", input).with("output", output);
    }

    static Document.Fields of(String kind, List<String> inputs, String output) {
        return Document.object()
                .with("kind", kind)
                .with("inputs", Document.texts(inputs))
                .with("output", output);
    }

    static String input(Document document) {
        return document.get("input").text();
    }

    static List<String> inputs(Document document) {
        return document.get("inputs").texts();
    }

    static String output(Document document) {
        return document.get("output").text();
    }

    static int count(Document document, String field) {
        long count = document.get(field).whole();
        if (count != (int) count) {
            throw new InvalidException("field '" + field + "' of a transform is out of range, is " + count);
        }
        return (int) count;
    }

    static void requireNames(String output, String... inputs) {
        Stream.of(inputs).forEach(input -> Name.requireKey("input of a transform", input));
        Name.requireKey("output of a transform", output);
        if (List.of(inputs).contains(output)) {
            throw new InvalidException("the output of a transform needs a name of its own, '" + output
                    + "' is its input; both are there when a model is served");
        }
    }

    static void requireNames(String output, List<String> inputs) {
        requireNames(output, inputs.toArray(String[]::new));
        if (inputs.isEmpty() || inputs.stream().distinct().count() != inputs.size()) {
            throw new InvalidException("transform '" + output + "' needs one or more different inputs, has " + inputs);
        }
    }

    static void requireRange(String output, String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidException(
                    "transform '" + output + "' needs " + what + " from " + least + " to " + most + ", has " + value);
        }
    }
}
