// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelManifest;

/**
 * What a package says of its model beyond the file.
 *
 * @param categories the texts that numbers stand for, by the name of the input or output
 * @param outputs the outputs that are given; empty for all
 */
record OnnxSettings(SortedMap<String, List<String>> categories, List<String> outputs) {

    static final String PROPERTY = "onnx";

    static final OnnxSettings NONE = new OnnxSettings(new TreeMap<>(), List.of());

    OnnxSettings {
        categories = Collections.unmodifiableSortedMap(new TreeMap<>(categories));
        outputs = List.copyOf(outputs);
    }

    /** {@return this with one more list of texts} */
    OnnxSettings categories(String name, List<String> texts) {
        SortedMap<String, List<String>> more = new TreeMap<>(categories);
        more.put(name, List.copyOf(texts));
        return new OnnxSettings(more, outputs);
    }

    /** {@return this with other outputs} */
    OnnxSettings outputs(List<String> names) {
        return new OnnxSettings(categories, names);
    }

    /** {@return the texts of an input or output, empty if there are none} */
    List<String> texts(String name) {
        return categories.getOrDefault(name, List.of());
    }

    /** {@return what a manifest says; nothing, if it says nothing} */
    static OnnxSettings of(ModelManifest manifest) {
        return manifest.properties().find(PROPERTY).map(OnnxSettings::from).orElse(NONE);
    }

    private static OnnxSettings from(Document document) {
        SortedMap<String, List<String>> categories = new TreeMap<>();
        document.get("categories").fields().forEach((name, texts) -> categories.put(name, texts.texts()));
        return new OnnxSettings(categories, document.get("outputs").texts());
    }

    Document toDocument() {
        Document.Fields texts = Document.object();
        for (var entry : categories.entrySet()) {
            texts = texts.with(entry.getKey(), Document.texts(entry.getValue()));
        }
        return Document.object().with("categories", texts).with("outputs", Document.texts(outputs));
    }
}
