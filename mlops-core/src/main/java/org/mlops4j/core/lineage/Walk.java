// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lineage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.mlops4j.lineage.LineageGraph;
import org.mlops4j.lineage.LineageNode;

/** A search through the links, each node once: it ends even on a store that was damaged into a circle. */
final class Walk {

    private final Links links;
    private final SortedMap<LineageNode, String> nodes = new TreeMap<>();
    private final SortedSet<LineageGraph.Edge> edges = new TreeSet<>();
    private final Deque<LineageNode> open = new ArrayDeque<>();

    Walk(Links links) {
        this.links = links;
    }

    /** Adds a node, from where the search goes on. */
    Walk from(LineageNode node, String label) {
        if (nodes.putIfAbsent(node, label) == null) {
            open.add(node);
        }
        return this;
    }

    /** Adds a node with the edges to it, from where the search goes on. */
    Walk from(LineageNode node, String label, Set<LineageNode> parents) {
        nodes.put(node, label);
        parents.forEach(parent -> {
            from(parent, links.name(parent));
            edges.add(new LineageGraph.Edge(parent, node));
        });
        return this;
    }

    LineageGraph upstream() {
        while (!open.isEmpty()) {
            LineageNode node = open.remove();
            links.parents(node).forEach((parent, label) -> {
                from(parent, label);
                edges.add(new LineageGraph.Edge(parent, node));
            });
        }
        return new LineageGraph(nodes, edges);
    }

    /** {@return what is downstream, along the edges (from, to) that count} */
    LineageGraph downstream(BiPredicate<LineageNode, LineageNode> counts) {
        while (!open.isEmpty()) {
            LineageNode node = open.remove();
            for (Map.Entry<LineageNode, String> child : links.children(node).entrySet()) {
                if (counts.test(node, child.getKey())) {
                    from(child.getKey(), child.getValue());
                    edges.add(new LineageGraph.Edge(node, child.getKey()));
                }
            }
        }
        return new LineageGraph(nodes, edges);
    }
}
