// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.serving.Routing.Arm;
import org.mlops4j.serving.Routing.Segment;

/** The form in which routings are stored. What a routing has none of is left out. */
final class RoutingForm {

    private RoutingForm() {}

    static Routing read(Document document) {
        return new Routing(
                document.get("champion").text(),
                items(document, "arms").stream().map(RoutingForm::arm).toList(),
                items(document, "segments").stream().map(RoutingForm::segment).toList(),
                document.find("shadow").map(Document::text).orElse(null),
                document.find("sticky_by").map(Document::text).orElse(null),
                document.find("fallback").map(Fallback::from).orElse(null),
                document.find("protection").map(Protection::from).orElse(Protection.none()));
    }

    private static List<Document> items(Document document, String name) {
        return document.find(name).map(found -> found.list()).orElse(List.of());
    }

    private static Arm arm(Document document) {
        return new Arm(
                document.get("name").text(),
                document.get("reference").text(),
                document.get("share").number());
    }

    private static Segment segment(Document document) {
        return new Segment(
                document.get("name").text(),
                document.get("field").text(),
                document.get("values").texts(),
                document.get("reference").text());
    }

    /** {@return a document with a routing in further fields} */
    static Document.Fields write(Routing routing, Document.Fields document) {
        Document.Fields fields = document.with("champion", routing.champion())
                .withOptional("shadow", routing.shadow())
                .withOptional("sticky_by", routing.stickyBy());
        if (!routing.arms().isEmpty()) {
            fields = fields.with(
                    "arms",
                    Document.list(
                            routing.arms().stream().map(RoutingForm::document).toList()));
        }
        if (!routing.segments().isEmpty()) {
            fields = fields.with(
                    "segments",
                    Document.list(routing.segments().stream()
                            .map(RoutingForm::document)
                            .toList()));
        }
        if (!routing.protection().equals(Protection.none())) {
            fields = fields.with("protection", routing.protection().toDocument());
        }
        Fallback fallback = routing.fallback();
        return fallback == null ? fields : fields.with("fallback", fallback.toDocument());
    }

    private static Document document(Arm arm) {
        return Document.object()
                .with("name", arm.name())
                .with("reference", arm.reference())
                .with("share", arm.share());
    }

    private static Document document(Segment segment) {
        return Document.object()
                .with("name", segment.name())
                .with("field", segment.field())
                .with("values", Document.texts(segment.values()))
                .with("reference", segment.reference());
    }
}
