// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;

/**
 * A named aggregation.
 *
 * @param name by the rule of {@link Name#requireKey}, unique in a service
 * @param aggregation how it is computed
 * @param otherwise what a number is that would be missing or NaN; NaN itself for no default
 */
public record Feature(String name, Aggregation aggregation, double otherwise) {
    /** Checks the name. */
    public Feature {
        Name.requireKey("feature", name);
        requireNonNull(aggregation, "aggregation");
    }

    /** {@return the feature whose {@link #toDocument()} this is} */
    static Feature from(Document document) {
        return new Feature(
                document.get("name").text(),
                Aggregation.from(document.get("aggregation")),
                document.find("otherwise").map(Document::number).orElse(Double.NaN));
    }

    /** {@return the form in which features are stored} */
    Document.Fields toDocument() {
        Document.Fields fields = Document.object().with("name", name).with("aggregation", aggregation.toDocument());
        return Double.isNaN(otherwise) ? fields : fields.with("otherwise", otherwise);
    }

    /** {@return the names of its numbers: its own, or {@code name_1} and so on if it gives several} */
    public List<String> names() {
        return aggregation.function().names(name);
    }
}
