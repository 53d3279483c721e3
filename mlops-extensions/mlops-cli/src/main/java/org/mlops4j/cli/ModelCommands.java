// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.card.ModelCard;
import org.mlops4j.data.Document;
import org.mlops4j.governance.Validation;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Compatibility;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.VersionDiff;
import org.mlops4j.search.Field;
import org.mlops4j.search.Search;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about models. */
@Command
final class ModelCommands {

    private static final List<String> SHOWN = List.of(
            "version",
            "stage",
            "aliases",
            "signatures",
            "approvals",
            "gates",
            "tags",
            "format",
            "author",
            "created",
            "run",
            "digest");
    private static final Set<Compatibility> CALLABLE = Set.of(Compatibility.IDENTICAL, Compatibility.BACKWARD);

    @Command(description = "List the models.", mixinStandardHelpOptions = true)
    static int models(@Mixin StoreOptions store) {
        try (Mlops mlops = store.read()) {
            List<Document.Fields> rows = mlops.registry().models().stream()
                    .map(model -> model(mlops, model))
                    .toList();
            store.answer(mlops).list(List.of("model", "versions", "owner", "aliases"), rows);
            return Main.FINE;
        }
    }

    @Command(description = "List versions, the newest first.", mixinStandardHelpOptions = true)
    static int versions(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "MODEL", arity = "0..1", description = "Of this model only.") @Nullable String model,
            @Option(
                            names = "--where",
                            defaultValue = "",
                            description = "Such as \"tags.region = 'Europe' order by number\".")
                    String where,
            @Option(names = "--limit", defaultValue = "50", description = "At most so many, 50 without it.")
                    int limit) {
        Search search = Search.of(where).limit(limit);
        if (model != null) {
            search = search.where(Field.attribute("model").equalTo(model));
        }
        try (Mlops mlops = store.read()) {
            List<ModelVersion> versions = mlops.registry().search(search).items();
            Map<String, List<String>> aliases = aliases(mlops, versions);
            List<Document.Fields> rows = versions.stream()
                    .map(version -> version(mlops, version, aliases.getOrDefault(version.id(), List.of())))
                    .toList();
            store.answer(mlops)
                    .list(
                            List.of(
                                    "version",
                                    "stage",
                                    "aliases",
                                    "signatures",
                                    "format",
                                    "author",
                                    "created",
                                    "run",
                                    "digest"),
                            rows);
            return Main.FINE;
        }
    }

    @Command(
            description = "Show a version: stage, aliases, signatures, approvals, gates, tags.",
            mixinStandardHelpOptions = true)
    static int version(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference) {
        try (Mlops mlops = store.read()) {
            ModelVersion version = mlops.registry().resolve(reference);
            List<String> aliases = aliases(mlops, List.of(version)).getOrDefault(version.id(), List.of());
            Document.Fields all = version(mlops, version, aliases)
                    .with("signatures", Document.texts(SignatureCommands.inForce(mlops, version)))
                    .with(
                            "approvals",
                            Document.texts(mlops.registry().approvals(version).stream()
                                    .map(approval -> approval.actor().name())
                                    .toList()))
                    .with(
                            "gates",
                            Document.textFields(mlops.governance()
                                    .validation(version)
                                    .map(ModelCommands::outcomes)
                                    .orElseGet(TreeMap::new)))
                    .with(
                            "tags",
                            Document.textFields(mlops.registry().tags(version).all()));
            store.answer(mlops).one(SHOWN, all);
            return Main.FINE;
        }
    }

    private static SortedMap<String, String> outcomes(Validation validation) {
        SortedMap<String, String> outcomes = new TreeMap<>();
        validation.gates().forEach((gate, verdict) -> outcomes.put(gate, verdict.outcome() + " " + verdict.reason()));
        return outcomes;
    }

    @Command(description = "List the approvals of a version that count.", mixinStandardHelpOptions = true)
    static int approvals(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference) {
        try (Mlops mlops = store.read()) {
            List<Document.Fields> rows = mlops
                    .registry()
                    .approvals(mlops.registry().resolve(reference))
                    .stream()
                    .map(approval -> Document.object()
                            .with("actor", approval.actor().name())
                            .with("time", approval.time())
                            .with(
                                    "roles",
                                    Document.texts(List.copyOf(approval.roles().keySet())))
                            .with("reason", approval.reason()))
                    .toList();
            store.answer(mlops).list(List.of("actor", "time", "roles", "reason"), rows);
            return Main.FINE;
        }
    }

    @Command(
            description = {
                "Show what differs between two versions.",
                "Ends with 1 if callers of the first cannot call the second, and --compatible is given."
            },
            mixinStandardHelpOptions = true)
    static int diff(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "BEFORE", description = "MODEL/NUMBER or MODEL@ALIAS") String before,
            @Parameters(paramLabel = "AFTER", description = "MODEL/NUMBER or MODEL@ALIAS") String after,
            @Option(names = "--compatible", description = "Ask for a compatible signature.") boolean compatible) {
        try (Mlops mlops = store.read()) {
            VersionDiff diff = mlops.registry()
                    .diff(mlops.registry().resolve(before), mlops.registry().resolve(after));
            store.answer(mlops).text(diff.toMarkdown(), diff.toDocument());
            return compatible && !CALLABLE.contains(diff.signature().verdict()) ? Main.FOUND_WRONG : Main.FINE;
        }
    }

    @Command(description = "Write the card of a version.", mixinStandardHelpOptions = true)
    static int card(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference,
            @Option(names = "--html", description = "As a page of HTML.") boolean html) {
        try (Mlops mlops = store.read()) {
            ModelCard card = mlops.registry().card(mlops.registry().resolve(reference));
            store.answer(mlops).text(html ? card.toHtml() : card.toMarkdown(), card.toDocument());
            return Main.FINE;
        }
    }

    private static Document.Fields model(Mlops mlops, String model) {
        Optional<Actor> owner = mlops.governance().ownership(model).findOwner();
        return Document.object()
                .with("model", model)
                .with("versions", mlops.registry().versions(model).size())
                .withOptional("owner", owner.map(Actor::name).orElse(null))
                .with(
                        "aliases",
                        Document.texts(mlops.registry().aliases(model).stream()
                                .map(alias -> alias.name() + " → "
                                        + alias.find()
                                                .map(version -> Integer.toString(version.number()))
                                                .orElse("nowhere"))
                                .toList()));
    }

    /** {@return the names of the aliases by the version at which they point} */
    private static Map<String, List<String>> aliases(Mlops mlops, List<ModelVersion> versions) {
        return versions.stream()
                .map(ModelVersion::model)
                .distinct()
                .flatMap(model -> mlops.registry().aliases(model).stream())
                .flatMap(alias -> alias.find().map(version -> Map.entry(version.id(), alias.name())).stream())
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Document.Fields version(Mlops mlops, ModelVersion version, List<String> aliases) {
        return Document.object()
                .with("version", version.id())
                .with("stage", mlops.governance().stage(version).name())
                .with("aliases", Document.texts(aliases))
                .with("signatures", SignatureCommands.inForce(mlops, version).size())
                .with("format", version.manifest().format())
                .with("author", version.author().name())
                .with("created", version.created())
                .withOptional("run", version.run())
                .with("digest", version.digest().hex());
    }
}
