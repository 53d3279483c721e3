// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureView;

/**
 * The features of a service on Spark: the definitions, the windows and the expressions that run in one process, run by
 * the same code inside of tasks, to the same bits, however the data are partitioned. Immutable.
 *
 * <pre>{@code
 * Dataset<Row> training = SparkFeatures.of(service)
 *         .from("departures", spark.read().parquet(departures))
 *         .trainingSet(labels, "scheduled");
 * }</pre>
 *
 * <p>Events and labels of an entity meet in one task: each view costs one shuffle of both. A task holds its labels in
 * memory; its events go to a file in {@code java.io.tmpdir} when they are too many. What is wrong with a definition or
 * a column is told before Spark runs, what is wrong with a value is the cause of the exception of its job. With
 * adaptive execution, which is the default, Spark shuffles when a training set is asked for, and does the rest when its
 * rows are; nothing is shuffled twice, as long as the files are there.
 */
/*
 * The rows of labels pass from view to view with the columns that they have, and a column for each feature so far. So no
 * row needs a number, which Spark could give to another one when it repeats a task.
 */
public final class SparkFeatures {

    /** Columns on the way have names that no field of ours may have. */
    private static final String FEATURE = "$feature ";

    private static final String AS_OF = "as_of";

    private final FeatureService service;
    private final Map<String, Dataset<Row>> history;
    private final int partitions;

    private SparkFeatures(FeatureService service, Map<String, Dataset<Row>> history, int partitions) {
        this.service = service;
        this.history = Map.copyOf(history);
        this.partitions = partitions;
    }

    /** {@return the features of a service, without events yet} */
    public static SparkFeatures of(FeatureService service) {
        return new SparkFeatures(requireNonNull(service, "service"), Map.of(), 0);
    }

    /**
     * {@return this with the events of a view}
     *
     * @param events in any order; columns beyond the source of the view are not read
     * @throws InvalidException if columns are missing or hold something else
     * @throws NotFoundException if the service has no such view
     */
    public SparkFeatures from(String view, Dataset<Row> events) {
        FeatureView definition = service.views().stream()
                .filter(v -> v.name().equals(view))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("feature service '" + service.name() + "' has no view '" + view
                        + "'; it has "
                        + service.views().stream().map(FeatureView::name).toList()));
        ColumnTypes.require("the events of view '" + view + "'", definition.source(), events.schema());
        Map<String, Dataset<Row>> more = new TreeMap<>(history);
        more.put(view, events);
        return new SparkFeatures(service, more, partitions);
    }

    /**
     * {@return this with another number of partitions than {@code spark.sql.shuffle.partitions}} Of that number the
     * labels of each have to fit into the memory of a task.
     */
    public SparkFeatures partitions(int number) {
        if (number < 1) {
            throw new InvalidException("there must be a partition at least, not " + number);
        }
        return new SparkFeatures(service, history, number);
    }

    /**
     * {@return the training set: every row of the labels, once, with their columns, and a DOUBLE for each feature in
     * the order of the vector; NaN where it has none} A feature sees what was known at the time of its row; a task that
     * found it had seen more would fail. Rows come in no order.
     *
     * @param labels rows with what the service's {@link FeatureService#request} asks for, and anything else. A column
     *     that has the name of a feature is refused, unless the feature is that very column: then it takes its place
     * @param timeField the column from which on nothing may be known: a TIMESTAMP, or a BIGINT of nanoseconds
     * @throws NotFoundException if a view has no events
     * @throws InvalidException if columns are missing or hold something else
     */
    public Dataset<Row> trainingSet(Dataset<Row> labels, String timeField) {
        OutputColumns output = OutputColumns.of(service, labels.schema(), timeField);
        Dataset<Row> rows = labels;
        List<String> ofViews = new ArrayList<>();
        for (FeatureView view : service.views()) {
            List<String> columns =
                    view.featureNames().stream().map(name -> FEATURE + name).toList();
            rows = join(view, rows, timeField, columns);
            ofViews.addAll(columns);
        }
        rows = evaluate(rows, ofViews);
        List<Column> selected = new ArrayList<>();
        output.labels().forEach(name -> selected.add(ColumnTypes.column(labels.schema(), name)));
        service.featureNames()
                .forEach(name -> selected.add(ColumnTypes.quoted(FEATURE + name).as(name)));
        return rows.select(selected.toArray(Column[]::new));
    }

    /**
     * {@return the features of entities as they were known at a time: aggregations for all of them at once, such as to
     * fill an on-line store}
     *
     * @param entities rows with what the service's {@link FeatureService#request} asks for, one an entity; without a
     *     column {@code as_of}
     */
    public Dataset<Row> asOf(Dataset<Row> entities, Instant time) {
        if (List.of(entities.schema().fieldNames()).contains(AS_OF)) {
            throw new InvalidException("entities must not have a column '" + AS_OF + "'; rename it");
        }
        return trainingSet(entities.withColumn(AS_OF, functions.lit(Times.nanos(time))), AS_OF)
                .drop(AS_OF);
    }

    private Dataset<Row> join(FeatureView view, Dataset<Row> labels, String timeField, List<String> columns) {
        Dataset<Row> events = history.get(view.name());
        if (events == null) {
            throw new NotFoundException(
                    "there are no events of feature view '" + view.name() + "'; give them by from(…)");
        }
        ColumnTypes.require("the labels", JoinStep.ofLabels(view, timeField), labels.schema());
        Dataset<Row> wanted = events.select(view.source().names().stream()
                .map(name -> ColumnTypes.column(events.schema(), name))
                .toArray(Column[]::new));
        int number = partitions > 0
                ? partitions
                : Integer.parseInt(labels.sparkSession().conf().get("spark.sql.shuffle.partitions"));
        JoinStep step = new JoinStep(Definitions.write(view.toDocument()), timeField, labels.schema(), wanted.schema());
        return labels.sparkSession()
                .createDataFrame(
                        byEntity(view, labels, number)
                                .javaRDD()
                                .zipPartitions(byEntity(view, wanted, number).javaRDD(), step),
                        withNumbers(labels.schema(), columns));
    }

    private Dataset<Row> evaluate(Dataset<Row> rows, List<String> ofViews) {
        List<String> columns = service.sources().stream()
                .filter(source -> !(source instanceof FeatureView))
                .flatMap(source -> source.featureNames().stream())
                .map(name -> FEATURE + name)
                .toList();
        if (columns.isEmpty()) {
            return rows;
        }
        ColumnTypes.require("the labels", RequestStep.request(service.sources()), rows.schema());
        List<String> sources = service.sources().stream()
                .map(FeatureSource::toDocument)
                .map(Definitions::write)
                .toList();
        return rows.mapPartitions(
                new RequestStep(sources, ofViews, rows.schema()), Encoders.row(withNumbers(rows.schema(), columns)));
    }

    /** {@return rows so that those of one entity are in the partition of one number, whatever types its keys have} */
    private static Dataset<Row> byEntity(FeatureView view, Dataset<Row> rows, int number) {
        List<Column> keys = new ArrayList<>();
        for (Field key : view.keys().fields()) {
            Column column = ColumnTypes.column(rows.schema(), key.name());
            if (key.type() == DataType.STRING) {
                // As bytes, because collations hash texts of other bytes to one number.
                keys.add(column.cast(DataTypes.BinaryType));
            } else if (rows.schema().apply(key.name()).dataType() instanceof TimestampType) {
                keys.add(functions.unix_micros(column).multiply(1_000L));
            } else {
                keys.add(key.type() == DataType.BOOLEAN ? column : column.cast(DataTypes.LongType));
            }
        }
        return rows.repartition(number, keys.toArray(Column[]::new));
    }

    private static StructType withNumbers(StructType type, List<String> columns) {
        StructType more = type;
        for (String name : columns) {
            more = more.add(name, DataTypes.DoubleType, false);
        }
        return more;
    }
}
