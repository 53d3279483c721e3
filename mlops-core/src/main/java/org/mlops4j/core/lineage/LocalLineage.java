// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lineage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.environment.ClassPathEntries;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.lineage.Answer;
import org.mlops4j.lineage.Lineage;
import org.mlops4j.lineage.LineageGraph;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.lineage.LineageNode.Kind;
import org.mlops4j.lineage.LiveVersion;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;

/** Lineage over the documents of a store and its log of predictions. */
public final class LocalLineage implements Lineage {

    private final MetadataStore metadata;
    private final PredictionLog predictions;
    private final @Nullable Instant until;

    /** The lineage as it is now. */
    public LocalLineage(MetadataStore metadata, EventLog events) {
        this(metadata, new PredictionLog(events), null);
    }

    private LocalLineage(MetadataStore metadata, PredictionLog predictions, @Nullable Instant until) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.predictions = predictions;
        this.until = until;
    }

    /** {@return a node and all that it came out of, in a transaction that reads more} */
    public static LineageGraph upstream(MetadataReader reader, LineageNode node) {
        return start(new Links(reader, null), node).upstream();
    }

    @Override
    public LineageGraph upstream(LineageNode node) {
        if (node.kind() == Kind.PREDICTION) {
            return ofPrediction(node);
        }
        return read(links -> start(links, node).upstream());
    }

    @Override
    public LineageGraph downstream(LineageNode node) {
        return read(links -> start(links, node).downstream((from, to) -> true));
    }

    @Override
    public Lineage asOf(Instant instant) {
        return new LocalLineage(metadata, predictions, requireNonNull(instant, "instant"));
    }

    /** Versions carry what their runs were made of, so the runs, of which there may be many more, are not visited. */
    @Override
    public List<LiveVersion> live(LineageNode node) {
        LineageGraph graph = read(
                links -> start(links, node).downstream((from, to) -> to.kind() != Kind.RUN || from.kind() == Kind.RUN));
        return graph.nodes(Kind.VERSION).stream()
                .map(version -> live(graph, version))
                .filter(live -> !live.aliases().isEmpty() || !live.deployments().isEmpty())
                .sorted(Comparator.comparing(LiveVersion::model).thenComparingInt(LiveVersion::number))
                .toList();
    }

    @Override
    public List<LineageNode> archives(String coordinates) {
        MetadataQuery lists = MetadataQuery.of(ClassPathEntries.KIND)
                .where(ClassPathEntries.maven(coordinates), MetadataQuery.Comparison.EQUAL, ClassPathEntries.LISTED);
        Set<LineageNode> archives = new TreeSet<>();
        metadata.read(reader -> {
            Pages.forEach(
                    reader,
                    lists,
                    list -> list.body().get("entries").list().stream()
                            .filter(entry -> says(entry, coordinates))
                            .forEach(entry -> archives.add(LineageNode.archive(
                                    new Digest(entry.get("digest").text())))));
            return archives;
        });
        return List.copyOf(archives);
    }

    @Override
    public List<Answer> answers(String deployment, String requestId) {
        Name.require("deployment", deployment);
        return inTime(predictions.find(deployment, requireNonNull(requestId, "requestId")));
    }

    @Override
    public List<Answer> answers(String deployment, String requestId, Instant from, Instant to) {
        Name.require("deployment", deployment);
        return inTime(predictions.find(deployment, requireNonNull(requestId, "requestId"), from, to));
    }

    private List<Answer> inTime(List<Answer> answers) {
        return until == null
                ? answers
                : answers.stream()
                        .filter(answer -> !answer.time().isAfter(until))
                        .toList();
    }

    private LineageGraph ofPrediction(LineageNode node) {
        int space = node.id().indexOf(' ');
        List<Answer> answers = space < 0
                ? List.of()
                : answers(node.id().substring(0, space), node.id().substring(space + 1));
        Set<LineageNode> versions = answers.stream()
                .map(answer -> LineageNode.version(answer.model(), answer.number()))
                .collect(Collectors.toCollection(TreeSet::new));
        return read(links -> versions.isEmpty()
                ? new Walk(links).upstream()
                : new Walk(links).from(node, node.id(), versions).upstream());
    }

    private static Walk start(Links links, LineageNode node) {
        Walk walk = new Walk(links);
        return links.isThere(node) ? walk.from(node, links.name(node)) : walk;
    }

    private <T> T read(Function<Links, T> work) {
        return metadata.read(reader -> work.apply(new Links(reader, until)));
    }

    private static boolean says(Document entry, String coordinates) {
        return entry.get("maven").texts().stream()
                .anyMatch(said -> said.equals(coordinates) || said.startsWith(coordinates + ":"));
    }

    private static LiveVersion live(LineageGraph graph, LineageNode version) {
        Set<LineageNode> aliases = targets(graph, version, Kind.ALIAS);
        Set<LineageNode> deployments = targets(graph, version, Kind.DEPLOYMENT);
        aliases.forEach(alias -> deployments.addAll(targets(graph, alias, Kind.DEPLOYMENT)));
        int slash = version.id().lastIndexOf('/');
        List<String> names = new ArrayList<>();
        aliases.forEach(alias -> names.add(alias.id().substring(alias.id().lastIndexOf('@') + 1)));
        return new LiveVersion(
                version.id().substring(0, slash),
                Integer.parseInt(version.id().substring(slash + 1)),
                names,
                deployments.stream().map(LineageNode::id).toList());
    }

    private static Set<LineageNode> targets(LineageGraph graph, LineageNode from, Kind kind) {
        return graph.edges().stream()
                .filter(edge -> edge.from().equals(from) && edge.to().kind() == kind)
                .map(LineageGraph.Edge::to)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
