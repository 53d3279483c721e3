// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.search.Indexed;
import org.mlops4j.core.search.Numbers;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Provenance;
import org.mlops4j.search.Aggregate;
import org.mlops4j.search.Field;

/** What searches see of a run: the attributes of its document, and where each field is in them. */
final class RunAttributes {

    private static final String FIELDS =
            "run_id, run_name, experiment, number, status, start_time, end_time, user, parent";
    private static final String DATASET_NAME = "datasets.name=";
    private static final DocumentText JSON = new JacksonText();

    private RunAttributes() {}

    /**
     * {@return the attributes of a run}
     *
     * @param run its document
     * @param logged what it has logged so far: its live document, or at its end the document itself
     */
    static SortedMap<String, Document> of(Document run, Document logged) {
        SortedMap<String, Document> attributes = new TreeMap<>();
        for (String text : new String[] {"id", "experiment", "number", "status", "parent", "origin", "name", "actor"}) {
            run.find(text).ifPresent(value -> attributes.put(text, value));
        }
        for (String time : new String[] {"started", "ended"}) {
            run.find(time).ifPresent(value -> attributes.put(time, Document.of(Times.nanos(value.instant()))));
        }
        logged.get("params").fields().forEach((key, value) -> param(attributes, "params." + key, value));
        SortedMap<String, Document> metrics = logged.get("metrics").fields();
        metrics.forEach((key, summary) -> metric(attributes, key, summary));
        metrics.forEach((key, summary) -> namedLikeAnAggregate(attributes, key, summary));
        logged.get("tags").fields().forEach((key, tag) -> attributes.put("tags." + key, cut(tag.text())));
        List<DatasetRef> datasets = RunDocuments.datasets(logged);
        datasets.forEach(dataset -> attributes.put(DATASET_NAME + dataset.name(), Origins.PRESENT));
        attributes.putAll(Origins.of(
                new Provenance(datasets, Document.object(run.get("environment").fields()))));
        return attributes;
    }

    /** {@return where a field is} */
    static Indexed find(Field field) {
        return switch (field.source()) {
            case PARAM -> new Indexed(Indexed.Sort.PARAM, "params." + field.key());
            case TAG -> new Indexed(Indexed.Sort.TEXT, "tags." + field.key());
            case METRIC -> metric(field);
            case DATASET -> dataset(field.key());
            case ATTRIBUTE -> attribute(field.key());
        };
    }

    private static Indexed metric(Field field) {
        Aggregate aggregate = field.aggregate() == null ? Aggregate.LAST : field.aggregate();
        return new Indexed(Indexed.Sort.METRIC, metricAttribute(field.key(), aggregate));
    }

    private static Indexed dataset(String key) {
        return switch (key) {
            case "name", "context" -> new Indexed(Indexed.Sort.MEMBER, DATASET_NAME);
            case "digest" -> new Indexed(Indexed.Sort.MEMBER, Origins.DATASET);
            default -> throw new InvalidException("datasets have a name and a digest, not '" + key + "'");
        };
    }

    private static Indexed attribute(String key) {
        return switch (key) {
            case "id", "run_id" -> new Indexed(Indexed.Sort.TEXT, "id");
            case "name", "run_name", "run name", "Run name", "Run Name" -> new Indexed(Indexed.Sort.TEXT, "name");
            // No run has an address; a filter that asks for one reads, and finds nothing.
            case "experiment", "status", "parent", "origin", "artifact_uri" -> new Indexed(Indexed.Sort.TEXT, key);
            case "actor", "user", "user_id" -> new Indexed(Indexed.Sort.TEXT, "actor");
            case "number" -> new Indexed(Indexed.Sort.NUMBER, key);
            case "started", "start_time", "created", "Created" -> new Indexed(Indexed.Sort.TIME, "started");
            case "ended", "end_time" -> new Indexed(Indexed.Sort.TIME, "ended");
            default ->
                throw new InvalidException(
                        "a run has no '" + key + "'; it has " + FIELDS + ", and metrics., params., tags., datasets.");
        };
    }

    private static void param(Map<String, Document> attributes, String name, Document value) {
        String text = value instanceof Document.Text ? value.text() : JSON.write(value);
        attributes.put(Indexed.textOf(name), cut(text));
        boolean number = value instanceof Document.Whole || value instanceof Document.Real;
        attributes.put(name, number ? value : Numbers.find(text).orElseGet(() -> cut(text)));
    }

    private static void metric(Map<String, Document> attributes, String key, Document summary) {
        for (Aggregate aggregate : Aggregate.values()) {
            number(attributes, metricAttribute(key, aggregate), summary.get(name(aggregate)));
        }
    }

    /** A metric {@code auc.max} is meant by that name, not the greatest value of another one {@code auc}. */
    private static void namedLikeAnAggregate(Map<String, Document> attributes, String key, Document summary) {
        int dot = key.lastIndexOf('.');
        for (Aggregate aggregate : Aggregate.values()) {
            if (dot > 0 && key.substring(dot + 1).equals(name(aggregate))) {
                String name = metricAttribute(key.substring(0, dot), aggregate);
                attributes.remove(name);
                attributes.remove(Indexed.notFiniteOf(name));
                number(attributes, name, summary.get(name(Aggregate.LAST)));
            }
        }
    }

    private static void number(Map<String, Document> attributes, String name, Document value) {
        boolean finite = !(value instanceof Document.Text);
        attributes.put(finite ? name : Indexed.notFiniteOf(name), value);
    }

    private static String name(Aggregate aggregate) {
        return aggregate.name().toLowerCase(Locale.ROOT);
    }

    /** Keys hold no such sign, so an aggregate is never taken for a part of one. */
    private static String metricAttribute(String key, Aggregate aggregate) {
        return "metrics." + key + "#" + name(aggregate);
    }

    private static Document cut(String text) {
        return Document.of(Indexed.cut(text));
    }
}
