// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.card;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * What of a model card people write, because no program can know it. Empty parts are not known. Texts are plain: they
 * are shown as they are.
 *
 * @param overview what the model does, in a sentence
 * @param documentation its purpose and how it works, at length
 * @param owners whom to ask; who owns the model in the registry is on the card beside them
 * @param license an SPDX identifier, or {@code proprietary}
 * @param references URIs with more about it
 * @param users for whom it is meant
 * @param useCases for what it is meant
 * @param limitations what it cannot do
 * @param tradeoffs what was given up for what
 * @param risks ethical and other risks of using it, and what is done against them
 * @param measures how good it was, by metric and part of the data
 */
public record CardNotes(
        String overview,
        String documentation,
        List<Owner> owners,
        String license,
        List<String> references,
        List<String> users,
        List<String> useCases,
        List<String> limitations,
        List<String> tradeoffs,
        List<Risk> risks,
        List<Measure> measures) {

    /** The longest text of a part, in characters; longer ones belong into a document that a reference leads to. */
    public static final int TEXT_CHARACTERS = 20_000;

    /** Nothing is known. */
    public static final CardNotes EMPTY = builder().build();

    /** Copies the lists and checks that texts are not too long and references are URIs. */
    public CardNotes {
        requireAtMost("overview", overview);
        requireAtMost("documentation", documentation);
        requireNonNull(license, "license");
        owners = List.copyOf(owners);
        references = references.stream().map(CardNotes::uri).toList();
        users = List.copyOf(users);
        useCases = List.copyOf(useCases);
        limitations = List.copyOf(limitations);
        tradeoffs = List.copyOf(tradeoffs);
        risks = List.copyOf(risks);
        measures = List.copyOf(measures);
    }

    /** {@return a builder in which nothing is known} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return these notes on a version, with those on its model for the parts that are empty here} */
    public CardNotes over(CardNotes model) {
        return new CardNotes(
                overview.isEmpty() ? model.overview : overview,
                documentation.isEmpty() ? model.documentation : documentation,
                either(owners, model.owners),
                license.isEmpty() ? model.license : license,
                either(references, model.references),
                either(users, model.users),
                either(useCases, model.useCases),
                either(limitations, model.limitations),
                either(tradeoffs, model.tradeoffs),
                either(risks, model.risks),
                either(measures, model.measures));
    }

    /** {@return the notes whose {@link #toDocument()} this is} */
    public static CardNotes from(Document document) {
        return new CardNotes(
                document.get("overview").text(),
                document.get("documentation").text(),
                list(
                        document.get("owners"),
                        o -> new Owner(o.get("name").text(), o.get("contact").text())),
                document.get("license").text(),
                document.get("references").texts(),
                document.get("users").texts(),
                document.get("use_cases").texts(),
                document.get("limitations").texts(),
                document.get("tradeoffs").texts(),
                list(
                        document.get("risks"),
                        r -> new Risk(r.get("name").text(), r.get("mitigation").text())),
                list(document.get("measures"), Measure::from));
    }

    /** {@return the form in which notes are stored} */
    public Document toDocument() {
        return Document.object()
                .with("overview", overview)
                .with("documentation", documentation)
                .with(
                        "owners",
                        items(
                                owners,
                                o -> Document.object().with("name", o.name()).with("contact", o.contact())))
                .with("license", license)
                .with("references", Document.texts(references))
                .with("users", Document.texts(users))
                .with("use_cases", Document.texts(useCases))
                .with("limitations", Document.texts(limitations))
                .with("tradeoffs", Document.texts(tradeoffs))
                .with(
                        "risks",
                        items(
                                risks,
                                r -> Document.object().with("name", r.name()).with("mitigation", r.mitigation())))
                .with("measures", items(measures, Measure::toDocument));
    }

    private static <T> List<T> either(List<T> first, List<T> second) {
        return first.isEmpty() ? second : first;
    }

    private static <T> List<T> list(Document document, Function<Document, T> item) {
        return document.list().stream().map(item).toList();
    }

    private static <T> Document items(List<T> list, Function<T, Document> item) {
        return Document.list(list.stream().map(item).toList());
    }

    private static void requireAtMost(String part, String text) {
        if (text.length() > TEXT_CHARACTERS) {
            throw new InvalidException("the " + part + " of a model card has " + text.length() + " characters, at most "
                    + TEXT_CHARACTERS + " are allowed; refer to longer texts");
        }
    }

    private static String uri(String reference) {
        try {
            return URI.create(reference).toString();
        } catch (IllegalArgumentException e) {
            throw new InvalidException("a reference of a model card must be a URI: " + e.getMessage(), e);
        }
    }

    /**
     * Who answers for a model.
     *
     * @param name a person or a team
     * @param contact how to reach them; may be empty
     */
    public record Owner(String name, String contact) {}

    /**
     * What could go wrong.
     *
     * @param name what
     * @param mitigation what is done against it; may be empty
     */
    public record Risk(String name, String mitigation) {}

    /** Gathers notes. Not thread-safe. */
    public static final class Builder {

        private String overview = "";
        private String documentation = "";
        private String license = "";
        private final List<Owner> owners = new ArrayList<>();
        private final List<String> references = new ArrayList<>();
        private final List<String> users = new ArrayList<>();
        private final List<String> useCases = new ArrayList<>();
        private final List<String> limitations = new ArrayList<>();
        private final List<String> tradeoffs = new ArrayList<>();
        private final List<Risk> risks = new ArrayList<>();
        private final List<Measure> measures = new ArrayList<>();

        private Builder() {}

        /** {@return this, with what the model does in a sentence} */
        public Builder overview(String text) {
            overview = requireNonNull(text, "overview");
            return this;
        }

        /** {@return this, with the purpose of the model and how it works} */
        public Builder documentation(String text) {
            documentation = requireNonNull(text, "documentation");
            return this;
        }

        /** {@return this, with one more whom to ask} */
        public Builder owner(String name, String contact) {
            owners.add(new Owner(name, contact));
            return this;
        }

        /** {@return this, with an SPDX identifier, or {@code proprietary}} */
        public Builder license(String identifier) {
            license = requireNonNull(identifier, "license");
            return this;
        }

        /** {@return this, with one more URI} */
        public Builder reference(String uri) {
            references.add(uri);
            return this;
        }

        /** {@return this, with one more group for whom the model is meant} */
        public Builder user(String text) {
            users.add(text);
            return this;
        }

        /** {@return this, with one more purpose for which the model is meant} */
        public Builder useCase(String text) {
            useCases.add(text);
            return this;
        }

        /** {@return this, with one more thing that the model cannot do} */
        public Builder limitation(String text) {
            limitations.add(text);
            return this;
        }

        /** {@return this, with one more thing that was given up for another} */
        public Builder tradeoff(String text) {
            tradeoffs.add(text);
            return this;
        }

        /** {@return this, with one more risk and what is done against it} */
        public Builder risk(String name, String mitigation) {
            risks.add(new Risk(name, mitigation));
            return this;
        }

        /** {@return this, with one more measure} */
        public Builder measure(Measure measure) {
            measures.add(requireNonNull(measure, "measure"));
            return this;
        }

        /** {@return the notes} */
        public CardNotes build() {
            return new CardNotes(
                    overview,
                    documentation,
                    owners,
                    license,
                    references,
                    users,
                    useCases,
                    limitations,
                    tradeoffs,
                    risks,
                    measures);
        }
    }
}
