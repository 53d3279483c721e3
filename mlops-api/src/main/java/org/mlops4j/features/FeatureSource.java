// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** Where features of a service come from: the events of an entity, or the request itself. */
public sealed interface FeatureSource permits FeatureView, RequestFeature {

    /** {@return the names of the features, in order} */
    List<String> featureNames();

    /** {@return the form in which definitions are stored} */
    Document.Fields toDocument();

    /** {@return all that is computed of rows, for features and to see whether events are as they should be} */
    List<Expression> expressions();

    /** {@return the part of the stored form on which the values of the features depend} */
    default Document.Fields meaning() {
        return toDocument();
    }

    /**
     * {@return the definition whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static FeatureSource from(Document document) {
        String kind = document.get("kind").text();
        return switch (kind) {
            case "view" -> FeatureView.from(document);
            case "request" -> RequestFeature.from(document);
            default ->
                throw new InvalidException("'" + kind + "' is not a source of features; known are view, request");
        };
    }
}
