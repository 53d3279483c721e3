// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Source;

/**
 * Labels with the features that were known at the time of each: the same rows in the same order, every one, the columns
 * of the labels first, then the features in the order of the vector. Immutable and safe to share between threads.
 *
 * <p>Features are nullable FLOAT64 columns; one without a value is NaN, with the bits that a
 * {@link org.mlops4j.features.VectorReader} gives at that time.
 */
public final class TrainingSet {

    /** Into how many parts events are cut whose number nobody knows. */
    private static final long UNKNOWN_ROWS = 10_000_000;

    private final FeatureService service;
    private final Table labels;
    private final Table table;
    private final Document.Fields lineage;
    private final List<LeakAudit.FeatureLag> lags;

    private TrainingSet(
            FeatureService service,
            Table labels,
            Table table,
            Document.Fields lineage,
            List<LeakAudit.FeatureLag> lags) {
        this.service = service;
        this.labels = labels;
        this.table = table;
        this.lineage = lineage;
        this.lags = lags;
    }

    /**
     * {@return the training set of a service from tables} Costs O((n + m) log(n + m)) for n events and m labels, and
     * one pass over all data for the digests.
     *
     * @param history the events of each view by its name, in any order; columns beyond the source of the view are
     *     ignored
     * @param labels rows with what the service's {@link FeatureService#request} asks for, and anything else. A column
     *     that has the name of a feature is refused, unless the feature is that very column: then it takes its place
     * @param timeField the TIMESTAMP column of the labels from which on nothing may be known
     * @throws org.mlops4j.error.NotFoundException if a view has no history, or a column is missing
     * @throws InvalidException if a column has the wrong type, or a key or time is null; the message names it
     */
    public static TrainingSet of(FeatureService service, Map<String, Table> history, Table labels, String timeField) {
        SortedMap<String, History> inMemory = new TreeMap<>();
        history.forEach((view, events) -> inMemory.put(view, new History.Rows(events)));
        return read(service, inMemory, labels, timeField, null, JavaFunctions.none());
    }

    /**
     * {@return the training set of a service from events that are read page by page} As {@link #of(FeatureService, Map,
     * Table, String)}, but the events need not fit into memory: only those of entities that have labels are kept, and
     * they go to a file when they are more than memory shall hold.
     *
     * @param sources the events of each view by its name, in any order
     * @throws org.mlops4j.error.StorageException if a source cannot be read or the file cannot be written
     */
    public static TrainingSet of(
            FeatureService service, Map<String, Source> sources, Table labels, String timeField, Spill spill) {
        SortedMap<String, History> paged = new TreeMap<>();
        sources.forEach((view, source) -> paged.put(view, new History.Paged(source, UNKNOWN_ROWS)));
        return read(service, paged, labels, timeField, requireNonNull(spill, "spill"), JavaFunctions.none());
    }

    /** {@return the training set of a service from events wherever they are} */
    static TrainingSet read(
            FeatureService service,
            SortedMap<String, History> history,
            Table labels,
            String timeField,
            @Nullable Spill spill,
            JavaFunctions functions) {
        Table kept = labels.without(passedThrough(service, labels).toArray(String[]::new));
        SortedMap<String, History.Digested> digested = new TreeMap<>();
        history.forEach((view, events) -> digested.put(view, new History.Digested(events)));
        PointInTimeFeatures features = PointInTimeFeatures.of(service, digested, labels, timeField, spill, functions);
        List<LeakAudit.FeatureLag> lags = new ArrayList<>();
        Table table = kept;
        for (String name : service.featureNames()) {
            table = table.with(Field.nullable(name, DataType.FLOAT64), DoubleColumn.of(features.column(name)));
        }
        for (int i = 0; i < features.names().size(); i++) {
            long lag = features.lag(i);
            lags.add(
                    new LeakAudit.FeatureLag(features.names().get(i), lag == Lags.NONE ? null : Duration.ofNanos(lag)));
        }
        return new TrainingSet(service, labels, table, lineage(service, digested, labels, timeField), lags);
    }

    /** {@return the columns of the labels, then the features} */
    public Table table() {
        return table;
    }

    /** {@return the rows for which the features were asked, as they were given} */
    Table labels() {
        return labels;
    }

    /** {@return the names of the features in the order of the vector} */
    public List<String> features() {
        return service.featureNames();
    }

    /** {@return the columns of the features alone, in the order of the vector} */
    public Table inputs() {
        return table.select(features());
    }

    /** {@return the digest of the definition of the service and its views} */
    public Digest definition() {
        return service.digest();
    }

    /**
     * {@return what the set is made of: digests of the definition, of the labels and of the events of each view, and
     * how many those are}
     */
    public Document.Fields lineage() {
        return lineage;
    }

    /**
     * {@return the reference under which a run names this set} The same definitions, events and labels give the same
     * reference. Costs one pass over the table.
     *
     * @param name what people call the data, such as {@code train}
     */
    public DatasetRef dataset(String name) {
        return DatasetRef.of(name, table, "features of " + service.name() + ", lineage " + lineage.digest());
    }

    /**
     * Proves that no feature saw the future. The lags are taken from the events that really went into each feature.
     *
     * @return how close each feature came
     * @throws org.mlops4j.error.RejectedException if a feature used an event that was known only after its label; the
     *     message names it
     */
    public LeakAudit audit() {
        return new LeakAudit(lags).proven(service.name());
    }

    @Override
    public String toString() {
        return "TrainingSet of " + service.name() + ", " + table;
    }

    private static List<String> passedThrough(FeatureService service, Table labels) {
        List<String> passed = new ArrayList<>();
        for (FeatureSource source : service.sources()) {
            for (String name : source.featureNames()) {
                if (labels.schema().find(name).isEmpty() || !service.vector().contains(name)) {
                    continue;
                }
                if (!(source instanceof RequestFeature feature
                        && feature.expression().equals(new Expression.Column(name)))) {
                    throw new InvalidException("the labels have a column '" + name
                            + "', which is the name of a feature of" + " service '" + service.name() + "'; rename one");
                }
                passed.add(name);
            }
        }
        return passed;
    }

    private static Document.Fields lineage(
            FeatureService service, SortedMap<String, History.Digested> history, Table labels, String timeField) {
        SortedSet<String> views = new TreeSet<>();
        service.views().forEach(view -> views.add(view.name()));
        Document.Fields digests = Document.object();
        Document.Fields rows = Document.object();
        for (String view : views) {
            DatasetRef events = requireNonNull(history.get(view)).digested();
            digests = digests.with(view, events.digest());
            rows = rows.with(view, events.rows());
        }
        return Document.object()
                .with("service", service.name())
                .with("definition", service.digest())
                .with("labels", labels.digest())
                .with("time_field", timeField)
                .with("events", digests)
                .with("event_rows", rows);
    }
}
