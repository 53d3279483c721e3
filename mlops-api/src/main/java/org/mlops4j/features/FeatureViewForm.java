// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.Duration;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;

/** The stored form of feature views. */
final class FeatureViewForm {

    private FeatureViewForm() {}

    static FeatureView from(Document document) {
        return new FeatureView(
                document.get("name").text(),
                Entity.from(document.get("entity")),
                Schema.from(document.get("source")),
                document.get("event_time").text(),
                Availability.from(document.get("availability")),
                document.find("ttl_nanos")
                        .map(nanos -> Duration.ofNanos(nanos.whole()))
                        .orElse(null),
                document.find("includes_now").map(Document::bool).orElse(false),
                document.get("features").list().stream().map(Feature::from).toList(),
                document.find("identity").map(Document::texts).orElse(List.of()),
                document.find("expectations")
                        .map(expected ->
                                expected.list().stream().map(Expectation::from).toList())
                        .orElse(List.of()),
                About.of(document));
    }

    /** {@return all of a view} What it does not have is left out. */
    static Document.Fields document(FeatureView view) {
        Document.Fields fields = view.about().addTo(meaning(view));
        if (!view.identity().isEmpty()) {
            fields = fields.with("identity", Document.texts(view.identity()));
        }
        return view.expectations().isEmpty()
                ? fields
                : fields.with(
                        "expectations",
                        Document.list(view.expectations().stream()
                                .map(Expectation::toDocument)
                                .toList()));
    }

    /** {@return what the values of the features depend on} */
    static Document.Fields meaning(FeatureView view) {
        Document.Fields fields = Document.object()
                .with("kind", "view")
                .with("name", view.name())
                .with("entity", view.entity().toDocument())
                .with("source", view.source().toDocument())
                .with("event_time", view.eventTime())
                .with("availability", view.availability().toDocument())
                .with(
                        "features",
                        Document.list(view.features().stream()
                                .map(Feature::toDocument)
                                .toList()));
        Duration ttl = view.ttl();
        if (ttl != null) {
            fields = fields.with("ttl_nanos", ttl.toNanos());
        }
        return view.includesNow() ? fields.with("includes_now", true) : fields;
    }
}
