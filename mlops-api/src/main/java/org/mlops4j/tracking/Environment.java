// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Changes;

/**
 * Where something ran, such as {@link RunRecord#environment()}: what may make the same code give another result.
 *
 * <table>
 * <caption>Factors</caption>
 * <tr><th>path</th><th>what</th></tr>
 * <tr><td>{@code java.version}, {@code .vendor}, {@code .vm}</td><td>the Java</td></tr>
 * <tr><td>{@code java.flags}, {@code .agents}</td><td>options that begin with {@code -X}, and names of agents</td></tr>
 * <tr><td>{@code java.instructions.*}</td><td>which vector instructions its compiler uses</td></tr>
 * <tr><td>{@code os.*}, {@code cpu.model}, {@code cpu.features}</td><td>the machine</td></tr>
 * <tr><td>{@code processors}, {@code parallelism}</td><td>processors, and threads of the common pool</td></tr>
 * <tr><td>{@code locale}, {@code format_locale}, {@code charset}, {@code zone}, {@code tzdata}</td>
 * <td>the defaults of this Java, and the release of its time zone data</td></tr>
 * <tr><td>{@code class_path}, {@code class_path_entries}</td>
 * <td>digests: of all code in its order, and of the list of archives with the SHA-256 of each</td></tr>
 * <tr><td>{@code git.commit}, {@code .branch}, {@code .state}</td>
 * <td>the work tree, {@code clean}, {@code dirty}, or {@code unknown} without a {@code git} to ask</td></tr>
 * <tr><td>{@code git.changes.digest}, {@code .bytes}, {@code .unknown_files}</td><td>what is not committed</td></tr>
 * </table>
 *
 * <p>A factor that is not known is absent. Environment variables and properties given on the command line are never
 * among them, since they may hold secrets.
 *
 * @param document the factors as they are stored, an object of objects
 */
public record Environment(Document document) {

    /** Checks that there is a document. */
    public Environment {
        requireNonNull(document, "document");
    }

    /** {@return every factor by its path, such as {@code java.version}; lists are one factor} */
    public SortedMap<String, Document> factors() {
        SortedMap<String, Document> factors = new TreeMap<>();
        add("", document, factors);
        return Collections.unmodifiableSortedMap(factors);
    }

    /** {@return the factors that differ in another environment, by path; nothing if all are equal} */
    public Changes<Document> difference(Environment other) {
        return Changes.between(factors(), other.factors());
    }

    private static void add(String path, Document value, SortedMap<String, Document> factors) {
        if (value instanceof Document.Fields object) {
            String prefix = path.isEmpty() ? "" : path + ".";
            object.fields().forEach((name, field) -> add(prefix + name, field, factors));
        } else {
            factors.put(path, value);
        }
    }
}
