// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mlops4j.Mlops;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.batch.PageScorer;
import org.mlops4j.serving.LoadedModel;

/**
 * Scores the rows of a data frame with a registered version, to the bits of a
 * {@link org.mlops4j.features.batch.BatchScorer}. Immutable.
 *
 * <pre>{@code
 * SparkScores.named("nightly", mlops)
 *         .model("fraud@champion")
 *         .keep("payment")
 *         .score(spark.read().parquet(payments))
 *         .write().parquet(scores);
 * }</pre>
 *
 * <p>The driver resolves and loads the version, so all that the platform asks of one that serves is asked of it. Its
 * files go to each executor once, as a broadcast, are verified there and loaded once. The format has to be on the class
 * path of the executors; those of this library are.
 *
 * <p>The scores have the columns that are kept, the outputs of the model, {@code error}, {@code version} and
 * {@code scored}. A row that lacks an input, or that the model refuses, has no outputs and the reason.
 */
public final class SparkScores {

    private final Mlops mlops;
    private final String name;
    private final String model;
    private final List<String> kept;

    private SparkScores(Mlops mlops, String name, String model, List<String> kept) {
        this.mlops = mlops;
        this.name = name;
        this.model = model;
        this.kept = kept;
    }

    /**
     * {@return a batch of that name, which scores with the champion of the model of that name}
     *
     * @param name by the rule of {@link Name#require}; where an inventory names the deployments of a model, one of them
     */
    public static SparkScores named(String name, Mlops mlops) {
        Name.require("batch", name);
        return new SparkScores(requireNonNull(mlops, "mlops"), name, name + "@champion", List.of());
    }

    /** {@return this with the version that a reference such as {@code model@alias} names} */
    public SparkScores model(String reference) {
        return new SparkScores(mlops, name, requireNonNull(reference, "reference"), kept);
    }

    /** {@return this with columns, of any type, that the scores have as well, such as a key} */
    public SparkScores keep(String... columns) {
        return new SparkScores(
                mlops,
                name,
                model,
                Stream.concat(kept.stream(), Stream.of(columns)).toList());
    }

    /**
     * {@return the scores, computed when Spark is asked for them; the version and the time are those of this call}
     *
     * @param rows with the inputs of the model by their names, and the columns that are kept
     * @throws InvalidException if columns are missing or hold something else
     * @throws org.mlops4j.error.MlopsException if the model cannot be loaded
     */
    public Dataset<Row> score(Dataset<Row> rows) {
        try (LoadedModel loaded = mlops.serving().load(model, name)) {
            PageScorer scorer = new PageScorer(loaded, List.of());
            ColumnTypes.require("the rows to score", scorer.input(), rows.schema());
            StructType output = output(rows.schema(), ColumnTypes.of(scorer.output()));
            Broadcast<ShippedModel> shipped = JavaSparkContext.fromSparkContext(
                            rows.sparkSession().sparkContext())
                    .broadcast(ShippedModel.of(mlops, loaded));
            // Spark has no nanoseconds.
            Instant time = mlops.clock().instant().truncatedTo(ChronoUnit.MICROS);
            int[] indexes = kept.stream().mapToInt(rows.schema()::fieldIndex).toArray();
            return rows.mapPartitions(
                    new ScoreStep(shipped, rows.schema(), indexes, time, DataFrames.instants(rows.sparkSession())),
                    Encoders.row(output));
        }
    }

    private StructType output(StructType there, StructType scores) {
        List<String> names = List.of(there.fieldNames());
        StructType output = new StructType();
        for (String column : kept) {
            if (!names.contains(column)) {
                throw new InvalidException(
                        "there is no column '" + column + "' to keep; the rows to score have " + names);
            }
            output = output.add(there.apply(column));
        }
        for (var field : scores.fields()) {
            if (kept.contains(field.name())) {
                throw new InvalidException(
                        "column '" + field.name() + "' cannot be kept: scores have one of that name; rename it");
            }
            output = output.add(field);
        }
        return output;
    }
}
