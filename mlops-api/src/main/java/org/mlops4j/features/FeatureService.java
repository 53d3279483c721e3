// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * The ordered features that a model is trained on and served with. Immutable. The {@link #digest()} binds the whole
 * definition, views included.
 *
 * <p>All features of all sources are computed, source by source. A {@link RequestFeature} may read those that come
 * before it; the {@link #vector} says which of them the model gets.
 *
 * @param name of the service
 * @param sources in the order of computation
 * @param vector the names of the features that the model gets, in its order
 * @param about what people want to know; no part of the digest
 */
public record FeatureService(String name, List<FeatureSource> sources, List<String> vector, About about) {

    private static final long FORMAT = 1;

    /** Checks that names are unique and known, and that sources agree about the request. */
    public FeatureService {
        Name.require("feature service", name);
        sources = List.copyOf(sources);
        vector = List.copyOf(vector);
        requireNonNull(about, "about");
        List<String> computed = computed(sources);
        requireDistinct(name, computed);
        requireDistinct(name, vector);
        if (vector.isEmpty()) {
            throw new InvalidException("feature service '" + name + "' has no features");
        }
        for (String feature : vector) {
            if (!computed.contains(feature)) {
                throw new InvalidException("feature service '" + name + "' has no feature '" + feature
                        + "' to put into its vector; it has " + String.join(", ", computed));
            }
        }
        requestOf(name, sources);
    }

    /**
     * {@return the functions written in Java that are called, in the order of their texts} Without any, the service is
     * portable: whoever has its definition can compute it.
     */
    public List<JavaSignature> javaFunctions() {
        return JavaSignature.in(sources.stream()
                .flatMap(source -> source.expressions().stream())
                .toList());
    }

    /** {@return the service of these sources, with all their features in the vector, source by source} */
    public static FeatureService of(String name, FeatureSource... sources) {
        return of(name, List.of(sources));
    }

    /** {@return the service of these sources, with all their features in the vector, source by source} */
    public static FeatureService of(String name, List<? extends FeatureSource> sources) {
        return new FeatureService(name, List.copyOf(sources), computed(sources), About.NOTHING);
    }

    /** {@return this service with more sources, whose features come behind those of the vector} */
    public FeatureService with(List<? extends FeatureSource> more) {
        List<FeatureSource> all = new ArrayList<>(sources);
        all.addAll(more);
        List<String> longer = new ArrayList<>(vector);
        longer.addAll(computed(more));
        return new FeatureService(name, all, longer, about);
    }

    /**
     * {@return this service with these features in the vector, in that order; others are still there to be read by
     * request features}
     */
    public FeatureService select(List<String> features) {
        return new FeatureService(name, sources, features, about);
    }

    /** {@return this service with these features in the vector} See {@link #select(List)}. */
    public FeatureService select(String... features) {
        return select(List.of(features));
    }

    /** {@return this service with other words about it} */
    public FeatureService about(About other) {
        return new FeatureService(name, sources, vector, other);
    }

    /** {@return the names of the features in the order of the vector} */
    public List<String> featureNames() {
        return vector;
    }

    /** {@return the names of all features that are computed, in the order of computation} */
    public List<String> computedNames() {
        return computed(sources);
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

    /** {@return the SHA-256 of all that the vector depends on: of everything but {@link About}} */
    public Digest digest() {
        return meaning().digest();
    }

    /**
     * {@return the service whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none, or has a form that this release does not read
     */
    public static FeatureService from(Document document) {
        long form = document.get("format").whole();
        if (form != FORMAT) {
            throw new InvalidException("a feature service is stored in form " + form + ", but this release reads form "
                    + FORMAT + " only; use the release that wrote it or a newer one");
        }
        List<FeatureSource> sources =
                document.get("sources").list().stream().map(FeatureSource::from).toList();
        return new FeatureService(
                document.get("name").text(),
                sources,
                document.find("vector").map(Document::texts).orElseGet(() -> computed(sources)),
                About.of(document));
    }

    /** {@return the form in which services are stored} */
    public Document.Fields toDocument() {
        return about.addTo(
                fields(sources.stream().map(FeatureSource::toDocument).toList()));
    }

    private Document.Fields meaning() {
        return fields(sources.stream().map(FeatureSource::meaning).toList());
    }

    private Document.Fields fields(List<Document.Fields> definitions) {
        Document.Fields fields =
                Document.object().with("format", FORMAT).with("name", name).with("sources", Document.list(definitions));
        return vector.equals(computed(sources)) ? fields : fields.with("vector", Document.texts(vector));
    }

    private static List<String> computed(List<? extends FeatureSource> sources) {
        return sources.stream().flatMap(s -> s.featureNames().stream()).toList();
    }

    private static void requireDistinct(String service, List<String> features) {
        Set<String> seen = new HashSet<>();
        for (String feature : features) {
            if (!seen.add(feature)) {
                throw new InvalidException(
                        "feature service '" + service + "' has two features named '" + feature + "'; rename one");
            }
        }
    }

    private static Schema requestOf(String service, List<FeatureSource> sources) {
        List<Field> wanted = new ArrayList<>();
        sources.forEach(s -> wanted.addAll(s instanceof FeatureView v ? v.keys().fields() : List.of()));
        Set<String> before = new HashSet<>();
        for (FeatureSource source : sources) {
            if (source instanceof RequestFeature r) {
                for (Field input : r.inputs().fields()) {
                    if (!before.contains(input.name())) {
                        wanted.add(input);
                    } else if (input.type() != DataType.FLOAT64) {
                        throw new InvalidException("feature '" + r.name() + "' of service '" + service
                                + "' reads the feature '" + input.name() + "' as "
                                + input.type().text() + "; features are float64");
                    }
                }
            }
            before.addAll(source.featureNames());
        }
        Map<String, Field> fields = new LinkedHashMap<>();
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
