// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.server.internal.http.Arguments;

/** Forms that many answers share. Empty lists are left out, as the protocol wants. */
final class Wire {

    private Wire() {}

    static Document tags(SortedMap<String, String> tags) {
        return Document.list(tags.entrySet().stream()
                .map(tag -> Document.object().with("key", tag.getKey()).with("value", tag.getValue()))
                .toList());
    }

    static Document.Fields withList(Document.Fields answer, String name, List<? extends Document> items) {
        return items.isEmpty() ? answer : answer.with(name, Document.list(items));
    }

    static <T> List<T> concatenated(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** {@return the tags of a request} */
    static SortedMap<String, String> tags(Arguments arguments, String name) {
        SortedMap<String, String> tags = new TreeMap<>();
        arguments
                .objects(name)
                .forEach(tag -> tags.put(tag.text("key"), tag.findText("value").orElse("")));
        return tags;
    }
}
