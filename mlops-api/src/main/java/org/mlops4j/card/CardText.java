// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.card;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Actor;
import org.mlops4j.internal.text.ColumnText;
import org.mlops4j.internal.text.Html;
import org.mlops4j.internal.text.Markdown;
import org.mlops4j.internal.text.Page;
import org.mlops4j.internal.text.Shown;
import org.mlops4j.lineage.LineageNode;

/** A card for people, told once and written twice: as Markdown and as HTML. */
final class CardText {

    private final ModelCard card;
    private final CardNotes notes;

    CardText(ModelCard card) {
        this.card = card;
        this.notes = card.notes();
    }

    String markdown() {
        Markdown page = new Markdown();
        write(page);
        return page.toString();
    }

    String html() {
        Html page = new Html(title());
        write(page);
        return page.toString();
    }

    private String title() {
        return card.model() + " " + card.number();
    }

    private void write(Page page) {
        page.heading(1, title());
        if (!notes.overview().isEmpty()) {
            page.paragraph(notes.overview());
        }
        page.table(List.of("", ""), facts());
        table(
                page,
                "Inventory",
                List.of("", ""),
                card.inventory().stream()
                        .map(fact -> List.of(fact.name(), fact.value()))
                        .toList());
        if (!notes.documentation().isEmpty()) {
            page.heading(2, "Purpose");
            notes.documentation().lines().filter(line -> !line.isBlank()).forEach(page::paragraph);
        }
        points(page, "Users", notes.users());
        points(page, "Use cases", notes.useCases());
        points(page, "Limitations", notes.limitations());
        points(page, "Trade-offs", notes.tradeoffs());
        table(
                page,
                "Risks",
                List.of("risk", "what is done against it"),
                notes.risks().stream()
                        .map(risk -> List.of(risk.name(), risk.mitigation()))
                        .toList());
        table(page, "Quality", List.of("metric", "on", "value", "interval"), measures());
        table(page, "Data", List.of("dataset", "rows", "origin", "SHA-256"), datasets());
        card.datasets()
                .forEach(dataset ->
                        table(page, "Columns of " + dataset.name(), ColumnText.HEAD, ColumnText.rows(dataset)));
        table(page, "Inputs", List.of("input", "type", "may be missing"), fields(card.findInputs()));
        table(page, "Outputs", List.of("output", "type", "may be missing"), fields(card.findOutputs()));
        table(
                page,
                "Approvals",
                List.of("by", "at", "because"),
                card.signOffs().stream()
                        .map(s -> List.of(s.actor().name(), s.time().toString(), s.reason()))
                        .toList());
        table(page, "Signatures", List.of("by key", "attached by", "at", "revoked"), signatures());
        table(page, "Lineage", List.of("made from", ""), lineage());
        points(page, "References", notes.references());
    }

    private List<List<String>> facts() {
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("Owner", card.findOwner().map(Actor::name).orElse("nobody")));
        notes.owners()
                .forEach(owner -> facts.add(
                        List.of("Contact", owner.name() + (owner.contact().isEmpty() ? "" : ", " + owner.contact()))));
        facts.add(List.of("Registered", day() + " by " + card.author()));
        facts.add(List.of("Stage", card.stage()));
        facts.add(List.of("Aliases", card.aliases().isEmpty() ? "none" : String.join(", ", card.aliases())));
        facts.add(List.of("Format", card.format()));
        if (!notes.license().isEmpty()) {
            facts.add(List.of("Licence", notes.license()));
        }
        facts.add(List.of("SHA-256", card.digest().hex()));
        return facts;
    }

    private String day() {
        return card.created().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private List<List<String>> measures() {
        return card.measures().stream()
                .map(measure -> List.of(
                        measure.metric(),
                        measure.findSlice().orElse("all data"),
                        Shown.number(measure.value()),
                        measure.findInterval()
                                .map(i -> Shown.number(i.low()) + " to " + Shown.number(i.high()))
                                .orElse("")))
                .toList();
    }

    private List<List<String>> datasets() {
        return card.datasets().stream()
                .map(d -> List.of(
                        d.name(),
                        Long.toString(d.rows()),
                        d.origin(),
                        d.digest().hex()))
                .toList();
    }

    private List<List<String>> signatures() {
        return card.signatures().stream()
                .map(signature -> List.of(
                        signature.key(),
                        signature.actor().name(),
                        signature.time().toString(),
                        signature
                                .findRevocation()
                                .map(r -> "by " + r.actor() + " at " + r.time() + ": " + r.reason())
                                .orElse("")))
                .toList();
    }

    private static List<List<String>> fields(Optional<Schema> schema) {
        return schema.map(Schema::fields).orElse(List.of()).stream()
                .map((Field field) -> List.of(field.name(), field.type().text(), field.nullable() ? "yes" : "no"))
                .toList();
    }

    /** The archives of a class path are too many for a page; the class path stands for them. */
    private List<List<String>> lineage() {
        return card.lineage().nodes().entrySet().stream()
                .filter(node -> node.getKey().kind() != LineageNode.Kind.ARCHIVE)
                .filter(node -> !node.getKey().equals(LineageNode.version(card.model(), card.number())))
                .map(node -> List.of(node.getKey().kind().text().replace('-', ' '), node.getValue()))
                .toList();
    }

    private static void points(Page page, String title, List<String> texts) {
        if (!texts.isEmpty()) {
            page.heading(2, title);
            page.points(texts);
        }
    }

    private static void table(Page page, String title, List<String> head, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            page.heading(2, title);
            page.table(head, rows);
        }
    }
}
