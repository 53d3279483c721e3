// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.tracking.MetricPoint;

/**
 * How much of a run a server has.
 *
 * @param there the id of the run there
 * @param address where the server keeps its artifacts
 * @param ended whether it has all of it
 * @param params the keys of parameters
 * @param datasets the names of datasets
 * @param tags by key
 * @param files the digest of each artifact by name
 * @param metrics how far each metric is
 */
record FollowedRun(
        String there,
        String address,
        boolean ended,
        SortedSet<String> params,
        SortedSet<String> datasets,
        SortedMap<String, String> tags,
        SortedMap<String, String> files,
        SortedMap<String, Place> metrics) {

    FollowedRun {
        params = Collections.unmodifiableSortedSet(new TreeSet<>(params));
        datasets = Collections.unmodifiableSortedSet(new TreeSet<>(datasets));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }

    /** {@return a run there of which nothing is known but that it is there} */
    static FollowedRun of(Document info) {
        return of(info.get("run_id").text(), info.get("artifact_uri").text(), !RunExport.isRunning(info));
    }

    private static FollowedRun of(String there, String address, boolean ended) {
        return new FollowedRun(
                there,
                address,
                ended,
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    static FollowedRun from(Document document) {
        return new FollowedRun(
                document.get("there").text(),
                document.get("address").text(),
                document.get("ended").bool(),
                new TreeSet<>(document.get("params").texts()),
                new TreeSet<>(document.get("datasets").texts()),
                document.get("tags").textFields(),
                document.get("files").textFields(),
                places(document.get("metrics")));
    }

    Document toDocument() {
        SortedMap<String, Document> places = new TreeMap<>();
        metrics.forEach((key, place) -> places.put(key, place.toDocument()));
        return Document.object()
                .with("there", there)
                .with("address", address)
                .with("ended", ended)
                .with("params", Document.texts(params))
                .with("datasets", Document.texts(datasets))
                .with("tags", Document.textFields(tags))
                .with("files", Document.textFields(files))
                .with("metrics", Document.object(places));
    }

    /** {@return this run once the server has all of it, of which nothing else need be remembered} */
    FollowedRun whole() {
        return of(there, address, true);
    }

    FollowedRun withParams(Set<String> all) {
        return new FollowedRun(there, address, ended, new TreeSet<>(all), datasets, tags, files, metrics);
    }

    FollowedRun withDatasets(Set<String> all) {
        return new FollowedRun(there, address, ended, params, new TreeSet<>(all), tags, files, metrics);
    }

    FollowedRun withTags(SortedMap<String, String> all) {
        return new FollowedRun(there, address, ended, params, datasets, all, files, metrics);
    }

    FollowedRun withFiles(SortedMap<String, String> all) {
        return new FollowedRun(there, address, ended, params, datasets, tags, all, metrics);
    }

    FollowedRun withMetric(String key, Place place) {
        SortedMap<String, Place> all = new TreeMap<>(metrics);
        all.put(key, place);
        return new FollowedRun(there, address, ended, params, datasets, tags, files, all);
    }

    private static SortedMap<String, Place> places(Document metrics) {
        SortedMap<String, Place> places = new TreeMap<>();
        metrics.fields().forEach((key, place) -> places.put(key, Place.from(place)));
        return places;
    }

    /**
     * How far a metric is: so many of its points, up to the greatest of them.
     *
     * @param count how many
     * @param last the greatest by step, time and value
     */
    record Place(long count, MetricPoint last) {

        private static final Comparator<MetricPoint> ORDER = Comparator.comparingLong(MetricPoint::step)
                .thenComparing(MetricPoint::time)
                .thenComparingDouble(MetricPoint::value);

        /** {@return the points that lie behind this place} */
        List<MetricPoint> behind(List<MetricPoint> points) {
            return points.stream()
                    .filter(point -> ORDER.compare(point, last) > 0)
                    .toList();
        }

        static Place of(long count, List<MetricPoint> points) {
            return new Place(count, points.stream().max(ORDER).orElseThrow());
        }

        private static Place from(Document document) {
            return new Place(
                    document.get("count").whole(),
                    new MetricPoint(
                            document.get("step").whole(),
                            Times.instant(document.get("time").whole()),
                            document.get("value").number()));
        }

        private Document toDocument() {
            return Document.object()
                    .with("count", count)
                    .with("step", last.step())
                    .with("time", Times.nanos(last.time()))
                    .with("value", last.value());
        }
    }
}
