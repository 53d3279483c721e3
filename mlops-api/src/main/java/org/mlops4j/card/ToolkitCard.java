// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.card;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Actor;

/**
 * A card in the JSON schema of the Model Card Toolkit. Parts that are not known are left out, and so are references
 * that are relative, since a reference there is a whole URI.
 */
final class ToolkitCard {

    private ToolkitCard() {}

    static Document.Fields of(ModelCard card) {
        return Document.object()
                .with("schema_version", "0.0.2")
                .with("model_details", details(card))
                .with("model_parameters", parameters(card))
                .with(
                        "quantitative_analysis",
                        Document.object().with("performance_metrics", items(card.measures(), ToolkitCard::measure)))
                .with("considerations", considerations(card.notes()));
    }

    private static Document details(ModelCard card) {
        CardNotes notes = card.notes();
        Document.Fields details = Document.object()
                .with("name", card.model())
                .with(
                        "version",
                        Document.object()
                                .with("name", Integer.toString(card.number()))
                                .with(
                                        "date",
                                        card.created()
                                                .atZone(ZoneOffset.UTC)
                                                .toLocalDate()
                                                .toString()))
                .with("owners", Document.list(owners(card)))
                .with(
                        "references",
                        items(
                                notes.references().stream()
                                        .filter(uri -> URI.create(uri).isAbsolute())
                                        .toList(),
                                uri -> Document.object().with("reference", uri)))
                .withOptional("overview", notes.overview().isEmpty() ? null : notes.overview())
                .withOptional("documentation", notes.documentation().isEmpty() ? null : notes.documentation());
        return notes.license().isEmpty()
                ? details
                : details.with(
                        "licenses", Document.list(List.of(Document.object().with("identifier", notes.license()))));
    }

    /** The owner of the model first, once if the notes name it too. */
    private static List<Document> owners(ModelCard card) {
        List<Document> owners = new ArrayList<>();
        card.findOwner()
                .map(Actor::name)
                .filter(name -> card.notes().owners().stream()
                        .noneMatch(owner -> owner.name().equalsIgnoreCase(name)))
                .ifPresent(name -> owners.add(Document.object().with("name", name)));
        card.notes()
                .owners()
                .forEach(owner ->
                        owners.add(Document.object().with("name", owner.name()).with("contact", owner.contact())));
        return owners;
    }

    private static Document parameters(ModelCard card) {
        return Document.object()
                .with("model_architecture", card.format())
                .with("data", items(card.datasets(), ToolkitCard::dataset))
                .withOptional(
                        "input_format", card.findInputs().map(Schema::toString).orElse(null))
                .withOptional(
                        "output_format",
                        card.findOutputs().map(Schema::toString).orElse(null));
    }

    private static Document dataset(DatasetRef dataset) {
        return Document.object()
                .with("name", dataset.name())
                .with(
                        "description",
                        dataset.rows() + " rows" + (dataset.origin().isEmpty() ? "" : " of " + dataset.origin()) + ", "
                                + dataset.digest());
    }

    private static Document measure(Measure measure) {
        Document.Fields document = Document.object()
                .with("type", measure.metric())
                .with("value", text(measure.value()))
                .withOptional("slice", measure.slice());
        return measure.findInterval()
                .map(interval -> document.with(
                        "confidence_interval",
                        Document.object()
                                .with("lower_bound", text(interval.low()))
                                .with("upper_bound", text(interval.high()))))
                .orElse(document);
    }

    /** The schema has texts where one would expect numbers. */
    private static String text(double number) {
        return Double.toString(number);
    }

    private static Document considerations(CardNotes notes) {
        return Document.object()
                .with("users", descriptions(notes.users()))
                .with("use_cases", descriptions(notes.useCases()))
                .with("limitations", descriptions(notes.limitations()))
                .with("tradeoffs", descriptions(notes.tradeoffs()))
                .with(
                        "ethical_considerations",
                        items(
                                notes.risks(),
                                risk -> Document.object()
                                        .with("name", risk.name())
                                        .with("mitigation_strategy", risk.mitigation())));
    }

    private static Document descriptions(List<String> texts) {
        return items(texts, text -> Document.object().with("description", text));
    }

    private static <T> Document items(List<T> list, Function<T, Document> item) {
        return Document.list(list.stream().map(item).toList());
    }
}
