// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.RequestFeature;

/**
 * A transform with what it learnt: expressions that hold the learnt numbers.
 *
 * @param transform what was fitted
 * @param features in the order of computation, each may read those before it
 * @param outputs the names of those features that are results; the others are steps towards them
 */
public record FittedTransform(Transform transform, List<RequestFeature> features, List<String> outputs) {

    /** Checks that outputs are features. */
    public FittedTransform {
        requireNonNull(transform, "transform");
        features = List.copyOf(features);
        outputs = List.copyOf(outputs);
        List<String> names = features.stream().map(RequestFeature::name).toList();
        if (outputs.isEmpty() || !names.containsAll(outputs)) {
            throw new InvalidException("fitted transform '" + transform.output() + "' has the features " + names
                    + ", its outputs should be among them, are " + outputs);
        }
    }

    /**
     * {@return the fitted transform whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static FittedTransform from(Document document) {
        return new FittedTransform(
                Transform.from(document.get("transform")),
                document.get("features").list().stream()
                        .map(RequestFeature::from)
                        .toList(),
                document.get("outputs").texts());
    }

    /** {@return the form in which fitted transforms are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("transform", transform.toDocument())
                .with(
                        "features",
                        Document.list(features.stream()
                                .map(RequestFeature::toDocument)
                                .toList()))
                .with("outputs", Document.texts(outputs));
    }
}
