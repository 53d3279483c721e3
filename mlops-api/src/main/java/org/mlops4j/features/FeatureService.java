// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * The ordered features that a model is trained on and served with: those of each source in turn. Immutable. The
 * {@link #digest()} binds the whole definition, views included.
 *
 * @param name of the service
 * @param sources in the order of the vector
 */
public record FeatureService(String name, List<FeatureSource> sources) {

    /** Checks that names are unique and that sources agree about the request. */
    public FeatureService {
        Name.require("feature service", name);
        sources = List.copyOf(sources);
        List<String> features =
                sources.stream().flatMap(s -> s.featureNames().stream()).toList();
        if (features.isEmpty()) {
            throw new InvalidException("feature service '" + name + "' has no features");
        }
        for (int i = 0; i < features.size(); i++) {
            if (features.indexOf(features.get(i)) < i) {
                throw new InvalidException(
                        "feature service '" + name + "' has two features named '" + features.get(i) + "'; rename one");
            }
        }
        requestOf(name, sources);
    }

    /** {@return the service of these sources} */
    public static FeatureService of(String name, FeatureSource... sources) {
        return new FeatureService(name, List.of(sources));
    }

    /** {@return the names of the features in the order of the vector} */
    public List<String> featureNames() {
        return sources.stream().flatMap(s -> s.featureNames().stream()).toList();
    }

    /** {@return the views in order} */
    public List<FeatureView> views() {
        return sources.stream()
                .filter(FeatureView.class::isInstance)
                .map(FeatureView.class::cast)
                .toList();
    }

    /** {@return what a request has to hold: the keys of all entities, then the inputs of the request features} */
    public Schema request() {
        return requestOf(name, sources);
    }

    /** {@return the SHA-256 of the stored form} */
    public Digest digest() {
        return toDocument().digest();
    }

    /** {@return the service whose {@link #toDocument()} this is} */
    public static FeatureService from(Document document) {
        return new FeatureService(
                document.get("name").text(),
                document.get("sources").list().stream().map(FeatureSource::from).toList());
    }

    /** {@return the form in which services are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("format", 1)
                .with("name", name)
                .with(
                        "sources",
                        Document.list(
                                sources.stream().map(FeatureSource::toDocument).toList()));
    }

    private static Schema requestOf(String service, List<FeatureSource> sources) {
        Map<String, Field> fields = new LinkedHashMap<>();
        List<Field> wanted = new ArrayList<>();
        sources.forEach(s -> wanted.addAll(s instanceof FeatureView v ? v.keys().fields() : List.of()));
        sources.forEach(
                s -> wanted.addAll(s instanceof RequestFeature r ? r.inputs().fields() : List.of()));
        for (Field field : wanted) {
            Field other = fields.putIfAbsent(field.name(), field);
            if (other != null && !other.type().equals(field.type())) {
                throw new InvalidException("feature service '" + service + "' reads '" + field.name()
                        + "' of the request both as " + other.type().text() + " and as "
                        + field.type().text());
            }
        }
        return Schema.of(List.copyOf(fields.values()));
    }
}
