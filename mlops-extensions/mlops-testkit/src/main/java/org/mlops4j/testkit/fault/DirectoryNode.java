// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A directory: the names that are seen, and those that are durable. */
final class DirectoryNode implements Node {

    private final Times times;
    private final NavigableMap<String, Node> cached = new TreeMap<>();
    private final NavigableMap<String, Node> durable = new TreeMap<>();

    DirectoryNode(Times times) {
        this.times = times;
    }

    @Override
    public Times times() {
        return times;
    }

    NavigableMap<String, Node> cached() {
        return cached;
    }

    NavigableMap<String, Node> durable() {
        return durable;
    }
}
