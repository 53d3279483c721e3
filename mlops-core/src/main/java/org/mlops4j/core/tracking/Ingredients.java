// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Change;
import org.mlops4j.diff.Changes;
import org.mlops4j.diff.MetricFigures;
import org.mlops4j.diff.RunDiff;
import org.mlops4j.tracking.Environment;
import org.mlops4j.tracking.RunRecord;

/**
 * What went into a run, and what came out of it in figures: what is compared.
 *
 * @param name what it is called in the comparison
 * @param params by key
 * @param metrics by key
 * @param datasets by name
 * @param environment by path, such as {@code java.version}
 */
public record Ingredients(
        String name,
        Map<String, Document> params,
        Map<String, MetricFigures> metrics,
        Map<String, DatasetRef> datasets,
        Map<String, Document> environment) {

    /** {@return those of a run} */
    public static Ingredients of(RunRecord run) {
        Map<String, MetricFigures> metrics = new TreeMap<>();
        run.metrics().forEach((key, m) -> metrics.put(key, new MetricFigures(m.last(), m.min(), m.max())));
        return new Ingredients(
                run.id(), run.params(), metrics, byName(run.datasets()), new Environment(run.environment()).factors());
    }

    /** {@return those of which no run tells: data and environment only} */
    public static Ingredients of(String name, List<DatasetRef> datasets, Document environment) {
        return new Ingredients(name, Map.of(), Map.of(), byName(datasets), new Environment(environment).factors());
    }

    /** {@return the same under another name, with the data and the environment of others} */
    public Ingredients as(Ingredients other) {
        return new Ingredients(other.name, params, metrics, other.datasets, other.environment);
    }

    /** {@return what differs between these and others} */
    public RunDiff to(Ingredients after) {
        return new RunDiff(
                name,
                after.name,
                Changes.between(params, after.params),
                Changes.between(metrics, after.metrics),
                differing(Changes.between(datasets, after.datasets)),
                Changes.between(part(environment, Ingredients::isCode), part(after.environment, Ingredients::isCode)),
                Changes.between(
                        part(environment, path -> !isCode(path)), part(after.environment, path -> !isCode(path))));
    }

    /** {@return only those datasets that have other values, whatever else is told of them} */
    private static Changes<DatasetRef> differing(Changes<DatasetRef> changes) {
        SortedMap<String, Change<DatasetRef>> changed = new TreeMap<>(changes.changed());
        changed.values().removeIf(c -> c.before().digest().equals(c.after().digest()));
        return new Changes<>(changes.added(), changes.removed(), changed);
    }

    private static boolean isCode(String path) {
        return path.startsWith("git.") || path.startsWith("class_path");
    }

    private static Map<String, DatasetRef> byName(Collection<DatasetRef> datasets) {
        Map<String, DatasetRef> named = new TreeMap<>();
        datasets.forEach(dataset -> named.put(dataset.name(), dataset));
        return named;
    }

    private static Map<String, Document> part(Map<String, Document> all, Predicate<String> path) {
        Map<String, Document> part = new TreeMap<>(all);
        part.keySet().removeIf(path.negate());
        return part;
    }
}
