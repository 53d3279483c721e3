// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.lineage;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Document;

/**
 * A part of the lineage: a directed graph without cycles.
 *
 * @param nodes each with what people call it
 * @param edges each from what was there to what came out of it; both ends are nodes of this graph
 */
public record LineageGraph(SortedMap<LineageNode, String> nodes, SortedSet<Edge> edges) {

    /** Copies the collections. */
    public LineageGraph {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        edges = Collections.unmodifiableSortedSet(new TreeSet<>(edges));
    }

    /** {@return whether there is nothing: the node that was asked for is not known} */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** {@return whether a node is in this part} */
    public boolean contains(LineageNode node) {
        return nodes.containsKey(node);
    }

    /** {@return the nodes of a kind in order} */
    public List<LineageNode> nodes(LineageNode.Kind kind) {
        return nodes.keySet().stream().filter(node -> node.kind() == kind).toList();
    }

    /** {@return the graph as a document: {@code nodes} and {@code edges}, for {@code Mlops.json()}} */
    public Document.Fields toDocument() {
        return Document.object()
                .with(
                        "nodes",
                        Document.list(nodes.entrySet().stream()
                                .map(node -> Document.object()
                                        .with("kind", node.getKey().kind().text())
                                        .with("id", node.getKey().id())
                                        .with("label", node.getValue()))
                                .toList()))
                .with(
                        "edges",
                        Document.list(edges.stream()
                                .map(edge -> Document.object()
                                        .with("from", edge.from().toString())
                                        .with("to", edge.to().toString()))
                                .toList()));
    }

    /** {@return the graph as a Mermaid flow chart; labels are escaped} */
    public String toMermaid() {
        StringBuilder chart = new StringBuilder("flowchart LR\n");
        Map<LineageNode, String> names = new HashMap<>();
        nodes.forEach((node, label) -> {
            String name = "n" + names.size();
            names.put(node, name);
            chart.append("    ")
                    .append(name)
                    .append("[\"")
                    .append(node.kind().text())
                    .append(": ")
                    .append(escaped(label))
                    .append("\"]\n");
        });
        edges.forEach(edge -> chart.append("    ")
                .append(names.get(edge.from()))
                .append(" --> ")
                .append(names.get(edge.to()))
                .append('\n'));
        return chart.toString();
    }

    /** Mermaid knows entities by {@code #}; whatever is neither letter, digit nor harmless becomes one. */
    private static String escaped(String label) {
        StringBuilder escaped = new StringBuilder(label.length());
        label.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " _.-/@:,()".indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#')
                        .append(Character.isISOControl(c) ? 0xFFFD : c)
                        .append(';');
            }
        });
        return escaped.toString();
    }

    /**
     * That one came out of the other.
     *
     * @param from what was there
     * @param to what came out of it, or now depends on it
     */
    public record Edge(LineageNode from, LineageNode to) implements Comparable<Edge> {

        private static final Comparator<Edge> ORDER =
                Comparator.comparing(Edge::from).thenComparing(Edge::to);

        /** Checks that there are both. */
        public Edge {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }

        @Override
        public int compareTo(Edge other) {
            return ORDER.compare(this, other);
        }
    }
}
